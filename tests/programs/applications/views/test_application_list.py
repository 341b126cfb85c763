import pytest

from incubator.demo import make, make_applications
from programs.applications.states import ApplicationState as S
from tests.conftest import nothing_written

URL = "/applications/"


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_the_same_for_one_row_three_and_fifty(client, owner, startup, rows, django_assert_num_queries):
    titles = []
    for _ in range(rows):
        call = make.call()
        titles.append(call.title)
        make_applications.application(of=startup, to=call, by=owner)
    client.force_login(owner)
    client.get(URL)

    with nothing_written(), django_assert_num_queries(5):
        page = client.get(URL)

    assert all(title in page.text for title in titles)
    assert len(page.content) < 45_000


def test_a_draft_says_that_it_is_not_sent_and_a_sent_file_shows_its_number(client, owner, startup, sent):
    make_applications.application(of=startup, to=make.call(), by=owner)
    client.force_login(owner)

    page = client.get(URL, headers={"accept-language": "en"}, query_params={}).text

    assert sent.receipt in page
    assert "ne" in page


def test_strangers_see_none_and_visitors_are_asked_to_sign_in(client, sent, stranger):
    assert client.get(URL).status_code == 302
    client.force_login(stranger)

    page = client.get(URL).text

    assert sent.call.title not in page


def test_a_page_beyond_the_last_is_the_last(client, owner, sent):
    client.force_login(owner)

    assert sent.call.title in client.get(URL + "?page=999999999").text
    assert sent.call.title in client.get(URL + "?page=abc").text


def test_every_state_has_its_row(client, owner, startup, staff):
    for state in (S.LAPSED, S.INELIGIBLE, S.OFFERED, S.REJECTED):
        make_applications.application(of=startup, by=owner, state=state)
    client.force_login(owner)

    assert client.get("/en" + URL).status_code == 200

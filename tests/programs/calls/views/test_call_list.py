import pytest
from django.urls import reverse

from incubator.demo import make
from programs.calls.states import Phase
from tests.conftest import nothing_written

URL = reverse("programs:call_list")


def test_open_coming_and_closed_calls_stand_apart_and_drafts_do_not_show(client, db):
    shown = [make.call(phase=phase) for phase in Phase]
    hidden = make.call(phase="")

    with nothing_written():
        page = client.get(URL).text

    assert all(call.get_absolute_url() in page for call in shown)
    assert hidden.title not in page
    assert page.index(shown[1].title) < page.index(shown[0].title) < page.index(shown[2].title)


def test_without_a_call_the_page_says_so(client, db):
    assert "z-empty" in client.get(URL).text


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_one_query_and_stays_light(client, db, rows, django_assert_num_queries):
    form, cohort, by = make.form(), make.cohort(), make.staff()
    for _ in range(rows):
        make.call(asking=form, of=cohort, by=by)

    with django_assert_num_queries(1):
        page = client.get(URL)

    assert page.status_code == 200
    assert len(page.content) < 45_000


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
def test_the_list_is_only_read(client, db, verb):
    assert getattr(client, verb)(URL).status_code == 405

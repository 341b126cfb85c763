import pytest

from incubator.demo import make, make_applications
from programs.applications.models import Application
from programs.calls.states import Phase
from tests.conftest import nothing_written


def url(call):
    return f"/calls/{call.slug}/apply/"


def test_a_team_begins_its_file(client, call, owner, startup):
    client.force_login(owner)
    client.get("/")

    answer = client.post(url(call), {"startup": startup.pk})

    begun = Application.objects.get()
    assert answer.headers["Location"] == f"/applications/{begun.pk}/"
    assert begun.startup == startup


def test_what_the_self_check_asked_is_not_asked_again(client, call, owner, startup):
    client.force_login(owner)
    session = client.session
    session["self_check"] = {call.slug: {"trl": 6}}
    session.save()

    client.post(url(call), {"startup": startup.pk})

    assert Application.objects.get().answers.get(section_key="figures").data == {"trl": 6}


def test_looking_costs_little_and_changes_nothing(client, call, owner, startup, django_assert_num_queries):
    client.force_login(owner)
    client.get(url(call))

    with nothing_written(), django_assert_num_queries(7):
        page = client.get(url(call)).text

    assert startup.name in page


def test_without_a_startup_one_is_put_on_file_first(client, call, stranger):
    client.force_login(stranger)

    assert f"/startups/new/?next=%2Fcalls%2F{call.slug}%2Fapply%2F" in client.get(url(call)).text


def test_a_second_begin_leads_to_the_same_file(client, call, owner, startup, draft):
    client.force_login(owner)

    assert client.post(url(call), {"startup": startup.pk}).headers["Location"] == f"/applications/{draft.pk}/"


@pytest.mark.parametrize("phase", [Phase.SCHEDULED, Phase.CLOSED])
def test_a_call_that_is_not_open_takes_no_file(client, owner, startup, phase):
    call = make.call(phase=phase)
    client.force_login(owner)

    assert client.get(url(call)).status_code == 200
    assert client.post(url(call), {"startup": startup.pk}).status_code == 422


def test_another_teams_startup_is_no_choice(client, call, owner, startup):
    foreign = make_applications.startup_of()
    client.force_login(owner)

    for chosen in (foreign.pk, "abc", "", "99999999999999999999"):
        assert client.post(url(call), {"startup": chosen}).status_code == 422
    assert not Application.objects.exists()


def test_readers_begin_nothing(client, call, reader, startup):
    client.force_login(reader)

    assert client.post(url(call), {"startup": startup.pk}).status_code == 422


def test_visitors_sign_in_first_and_come_back(client, call):
    answer = client.get(url(call))

    assert answer.status_code == 302
    assert f"next=/calls/{call.slug}/apply/" in answer.headers["Location"]


def test_a_call_out_of_sight_is_missing(client, owner):
    client.force_login(owner)

    assert client.get(url(make.call(phase=""))).status_code == 404
    assert client.get("/calls/nowhere/apply/").status_code == 404

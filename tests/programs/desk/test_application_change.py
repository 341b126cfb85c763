"""The page of one file in the admin, and the deeds on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incubator.demo import make
from incubator.journal.models import Entry
from programs.applications.actions import desk, talking
from programs.applications.models import Application
from programs.applications.states import ApplicationState as S
from programs.decisions.models import Decision
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


def page_of(file):
    return reverse("admin:programs_application_change", args=[file.pk])


def do(client, file, name, **values):
    typed = {f"{name}-{key}": value for key, value in values.items() if key != "seen"}
    return client.post(
        reverse("admin:programs_application_deed", args=[file.pk, name]),
        {**typed, "seen": values.get("seen", file.revision)},
    )


def test_it_shows_answers_and_history(desk_client, sent):
    with nothing_written():
        page = desk_client.get(page_of(sent))

    assert "Pompe solaire" in page.text
    assert sent.receipt in page.text


def test_it_costs_the_same_for_a_short_and_a_long_history(desk_client, sent, staff):
    desk_client.get(page_of(sent))

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert desk_client.get(page_of(sent)).status_code == 200
        return len(seen)

    short = cost()
    for number in range(5):
        talking.say(sent.pk, text=f"Question {number}", token="", by=make.team(sent.startup))
        desk.write_note(sent.pk, by=staff, text=f"Note {number}")

    assert cost() == short
    assert short <= 18, short


def test_of_a_draft_staff_see_that_it_exists_and_nothing_else(desk_client, call):
    draft = make.application(to=call, is_complete=True)

    assert "Pompe solaire" not in desk_client.get(page_of(draft)).text


def test_a_deed_is_done_and_told(desk_client, sent):
    assert do(desk_client, sent, "screen", outcome="eligible").status_code == 302

    assert Application.objects.get(pk=sent.pk).screening == "eligible"


def test_a_refused_deed_comes_back_with_what_was_typed(desk_client, sent):
    page = do(desk_client, sent, "screen", outcome="ineligible", reason="  ")

    assert page.status_code == 422
    assert Application.objects.get(pk=sent.pk).state == S.SUBMITTED


def test_the_second_officer_reads_who_was_first(desk_client, sent):
    seen = sent.revision
    first = make.staff(name="Leïla Première")
    desk.take(sent.pk, by=first)

    page = do(desk_client, sent, "screen", outcome="eligible", seen=seen)

    assert page.status_code == 422
    assert "Leïla Première" in page.text


@pytest.mark.parametrize("seen", ["", "abc", "-1", "99999999999999999999"])
def test_a_tampered_revision_breaks_nothing(desk_client, sent, seen):
    assert do(desk_client, sent, "screen", outcome="eligible", seen=seen).status_code in {302, 422}


def test_a_decision_is_prepared_from_the_page(desk_client):
    file = make.application(state=S.IN_REVIEW)

    do(desk_client, file, "waitlist", rank="2", reason="Très bon dossier.")

    assert Decision.objects.get().rank == 2


def test_staff_write_to_the_team(desk_client, sent):
    do(desk_client, sent, "say", text="Bonjour, il nous manque un chiffre.")

    assert sent.messages.get().from_staff


@pytest.mark.parametrize("name", ["invented", "delete"])
def test_an_invented_deed_is_missing(desk_client, sent, name):
    assert do(desk_client, sent, name).status_code == 404


@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", "abc", "1"])
def test_a_missing_file_is_missing(desk_client, key):
    assert desk_client.get(f"/admin/programs/application/{key}/change/").status_code in {302, 404}


def test_a_deed_is_not_done_by_looking(desk_client, sent):
    assert desk_client.get(reverse("admin:programs_application_deed", args=[sent.pk, "take"])).status_code == 405


def test_an_officer_sees_as_the_founder_and_cannot_act(desk_client, sent, staff):
    founder = make.team(sent.startup)
    desk_client.post(reverse("pages:see_as", args=[founder.uid]))

    assert desk_client.get(sent.get_absolute_url()).status_code == 200
    assert founder.name in desk_client.get("/dashboard/").text
    assert desk_client.post(f"/applications/{sent.pk}/withdraw/", {"reason": "x"}).status_code == 403
    assert desk_client.get("/accounts/email/").status_code == 403
    assert Entry.objects.filter(verb="see_as", by=staff).exists()

    desk_client.post(reverse("pages:see_as_end"))
    assert desk_client.get("/admin/").status_code == 200


def test_nobody_sees_as_a_colleague_and_founders_see_as_nobody(desk_client, client, stranger):
    colleague = make.staff()
    assert desk_client.post(reverse("pages:see_as", args=[colleague.uid])).status_code == 404

    client.force_login(stranger)
    assert client.post(reverse("pages:see_as", args=[make.person().uid])).status_code == 404


def test_a_draft_stays_closed_while_seeing_as_its_founder(desk_client, call):
    draft = make.application(to=call, is_complete=True)
    desk_client.post(reverse("pages:see_as", args=[make.team(draft.startup).uid]))

    assert desk_client.get(draft.get_absolute_url()).status_code == 200
    for page in ("check/", "project/"):
        assert desk_client.get(f"{draft.get_absolute_url()}{page}").status_code == 403
    assert "Pompe solaire" not in desk_client.get(draft.get_absolute_url()).text

"""Participations in the admin: list, steps, and what a freed place leads to."""

import pytest
from django.urls import reverse

from incubator.demo import make
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort
from tests.conftest import nothing_written

LIST = "/admin/programs/enrolment/"


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def place(db):
    return make.application(state=S.ACCEPTED).enrolment


def at(name, *args):
    return reverse(f"admin:programs_enrolment_{name}", args=args)


def step(desk, place, verb, **values):
    return desk.post(at("step", place.pk, verb), values)


def found(desk, **asked):
    return len(desk.get(LIST, asked).context["cl"].result_list)


def test_the_list_is_searched_by_any_spelling_and_filtered(desk, place):
    make.application(state=S.ACCEPTED)
    name = place.startup.name

    assert found(desk, q=name.upper()) == 1
    assert found(desk, cohort__id__exact=place.cohort_id) == 1
    assert found(desk, cohort__programme__id__exact=place.cohort.programme_id) == 1
    assert found(desk, state__exact="left") == 0
    assert found(desk, q="…") == 0
    assert found(desk, startup__id__exact=place.startup_id) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_three(desk, rows, django_assert_max_num_queries):
    for _ in range(rows):
        make.application(state=S.ACCEPTED)
    desk.get(LIST)

    with nothing_written(), django_assert_max_num_queries(8):
        assert found(desk) == rows


def test_looking_at_one_writes_nothing_and_nothing_can_be_typed(desk, place, django_assert_max_num_queries):
    page = at("change", place.pk)
    desk.get(page)
    with nothing_written(), django_assert_max_num_queries(12):
        assert 'name="_save"' not in desk.get(page).text

    desk.post(page, {"state": "left", "ended_on": "2026-01-01", "fte_at_entry": 99})

    place.refresh_from_db()
    assert (place.state, place.ended_on) == ("onboarding", None)


@pytest.mark.parametrize("verb", ["leave", "exclude"])
def test_the_end_of_a_participation_asks_for_a_reason_and_keeps_it(desk, place, verb):
    assert step(desk, place, verb, reason=" ").status_code == 422
    answer = step(desk, place, verb, reason="Trois absences.")

    assert answer.status_code == 302
    page = desk.get(answer.url).text
    assert "Trois absences." in page
    assert at("step", place.pk, verb).rpartition("step")[2] not in page
    assert Cohort.objects.get(pk=place.cohort_id).seats_taken == 0


def test_the_freed_place_proposes_the_first_in_line(desk, place):
    waiting = make.application(state=S.WAITLISTED, to=place.application.call)
    Cohort.objects.filter(pk=place.cohort_id).update(places=1)
    address = reverse("admin:programs_application_change", args=[waiting.pk])
    assert address not in desk.get(at("change", place.pk)).text

    step(desk, place, "leave", reason="Déménagement.")

    for page in (at("change", place.pk), reverse("admin:programs_cohort_change", args=[place.cohort_id])):
        shown = desk.get(page).text
        assert address in shown
        assert waiting.startup.name in shown


def test_pause_and_resume_are_offered_in_turn(desk, place, staff):
    actions.start(place.cohort_id, by=staff)

    assert step(desk, place, "resume").status_code == 302
    assert Enrolment.objects.get().state == "active"
    step(desk, place, "pause", reason="Congé.")
    assert Enrolment.objects.get().state == "paused"
    step(desk, place, "resume")
    assert Enrolment.objects.get().state == "active"


def test_cohort_and_startup_lead_to_it(desk, place):
    cohort = desk.get(reverse("admin:programs_cohort_change", args=[place.cohort_id])).text
    startup = desk.get(reverse("admin:startups_startup_change", args=[place.startup_id])).text

    assert f"{LIST}?cohort__id__exact={place.cohort_id}" in cohort
    assert f"{LIST}?startup__id__exact={place.startup_id}" in startup


def test_it_is_for_staff(client, place, stranger):
    client.force_login(stranger)
    for page in (LIST, at("change", place.pk), at("step", place.pk, "leave")):
        assert client.get(page).status_code == 404
    assert step(client, place, "leave", reason="x").status_code == 404

"""Partners, programmes, cohorts and juries in the admin."""

import pytest
from django.urls import reverse

from incubator.demo import make
from programs.jury.models import JurySeat
from programs.partners.models import Cohort, Mandate, Partner, Programme
from programs.partners.states import CohortState, ProgrammeState


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def at(name, *args):
    return reverse(f"admin:programs_{name}", args=args)


def test_a_partner_gets_a_reader_by_e_mail_address(desk):
    organisation, reader = make.partner().organisation, make.person(email="lectrice@exemple.test")
    values = {
        "organisation": organisation.pk,
        "code": "mitc",
        "kind": "host",
        "since": "2026-01-01",
        "mandates-TOTAL_FORMS": 1,
        "mandates-INITIAL_FORMS": 0,
    }

    unknown = desk.post(
        at("partner_add"), {**values, "mandates-0-person": "personne@exemple.test", "mandates-0-since": "2026-01-01"}
    )
    assert unknown.status_code in {200, 422}
    desk.post(
        at("partner_add"), {**values, "mandates-0-person": "Lectrice@exemple.test", "mandates-0-since": "2026-01-01"}
    )

    assert Mandate.objects.get().person == reader
    partner = Partner.objects.get(code="mitc")
    page = desk.get(at("partner_change", partner.pk)).text
    assert "lectrice@exemple.test" in page


def test_phases_of_a_programme_are_rows(desk):
    phases = {
        "phases-0-name_fr": "Aube",
        "phases-0-name_ar": "الفجر",
        "phases-0-when_fr": "6 semaines",
        "phases-1-name_fr": "Lever",
        "phases-1-text_fr": "Preuve\nde concept",
    }
    values = {
        "code": "GREENSTART",
        "kind": "incubation",
        "months": 12,
        "renewable_months": 6,
        "name_fr": "GreenStart",
        "summary_fr": "Du concept au client.",
    }

    desk.post(at("programme_add"), {**values, **phases})

    programme = Programme.objects.get()
    assert programme.phases == [
        {"name": {"fr": "Aube", "ar": "الفجر"}, "when": {"fr": "6 semaines"}},
        {"name": {"fr": "Lever"}, "text": {"fr": "Preuve\nde concept"}},
    ]
    page = desk.get(at("programme_change", programme.pk)).text
    assert 'value="الفجر"' in page
    assert "phases-3-name_fr" in page
    wrong = desk.post(at("programme_change", programme.pk), {**values, "phases-0-text_fr": "sans nom"})
    assert wrong.status_code in {200, 422}
    programme.refresh_from_db()
    assert len(programme.phases) == 2


def test_a_programme_is_shown_by_a_step_and_its_state_is_not_typed(desk):
    programme = make.programme(state=ProgrammeState.DRAFT)

    desk.post(at("programme_step", programme.pk, "activate"))

    programme.refresh_from_db()
    assert programme.state == ProgrammeState.ACTIVE


def test_a_cohort_walks_by_steps_and_is_resized_above_its_seats(desk):
    cohort = make.cohort(seats_taken=3)
    page = at("cohort_change", cohort.pk)

    assert desk.post(at("cohort_step", cohort.pk, "start")).status_code == 302
    assert desk.post(at("cohort_step", cohort.pk, "resize"), {"places": 2}).status_code == 422
    assert desk.post(at("cohort_step", cohort.pk, "resize"), {"places": 5}).status_code == 302
    desk.post(page, {"name_fr": "Promotion 7", "places": 1, "state": "closed", "seats_taken": 0})

    cohort.refresh_from_db()
    assert (cohort.state, cohort.places, cohort.seats_taken, cohort.name_fr) == (
        CohortState.ACTIVE,
        5,
        3,
        "Promotion 7",
    )


def test_a_cohort_does_not_end_before_it_starts(desk):
    values = {
        "programme": make.programme().pk,
        "code": "X1",
        "name_fr": "X",
        "places": 5,
        "starts_on": "2027-03-01",
        "ends_on": "2027-02-01",
    }

    assert desk.post(at("cohort_add"), values).status_code in {200, 422}
    assert not Cohort.objects.exists()


def test_a_juror_is_seated_once_and_her_seat_ends_by_a_step(desk):
    call, juror = make.call(), make.person()
    values = {"call": call.pk, "person": juror.email}

    assert desk.post(at("juryseat_add"), values).status_code == 302
    assert desk.post(at("juryseat_add"), values).status_code in {200, 422}
    seat = JurySeat.objects.get()
    assert desk.post(at("juryseat_step", seat.pk, "end")).status_code == 302
    seat.refresh_from_db()
    assert seat.ended_at
    assert desk.post(at("juryseat_add"), values).status_code == 302


@pytest.mark.parametrize("rows", [1, 3, 50])
@pytest.mark.parametrize(("name", "queries"), [("partner", 4), ("programme", 4), ("cohort", 5), ("juryseat", 5)])
def test_lists_cost_the_same_however_long(desk, name, queries, rows, django_assert_num_queries):
    call, programme, by = make.call(), make.programme(), make.staff()
    makers = {
        "partner": make.partner,
        "programme": lambda: make.programme(by=by),
        "cohort": lambda: make.cohort(of=programme),
        "juryseat": lambda: JurySeat.objects.create(call=call, person=make.person()),
    }
    for _ in range(rows):
        makers[name]()
    desk.get(at(f"{name}_changelist"))

    with django_assert_num_queries(queries):
        assert desk.get(at(f"{name}_changelist")).status_code == 200


@pytest.mark.parametrize("name", ["partner", "programme", "cohort", "juryseat", "call", "form", "closingchange"])
def test_only_a_superuser_deletes(desk, name):
    assert "delete_selected" not in desk.get(at(f"{name}_changelist")).text

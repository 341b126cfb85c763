"""Confirming takes a seat and enrols with a baseline; leaving gives the seat back."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from programs.applications.states import ApplicationState as S
from programs.cohorts import actions
from programs.cohorts.models import Enrolment
from programs.cohorts.queries import enrolled
from programs.cohorts.states import ENROLMENT, EnrolmentState
from programs.partners.models import Cohort

pytestmark = pytest.mark.django_db


def test_confirming_enrols_with_the_baseline_of_the_answers():
    file = make.application(state=S.OFFERED)
    Application.objects.filter(pk=file.pk).update(
        facts={"fte": "3.5", "revenue": 120000, "trl": 6, "stage": "mvp", "region": "MA-09", "sector": "EAU"}
    )

    enrolment = actions.confirm(file.pk, by=make.team(file.startup))

    enrolment.refresh_from_db()
    assert (enrolment.fte_at_entry, enrolment.revenue_at_entry, enrolment.trl_at_entry) == (
        Decimal("3.50"),
        Decimal("120000.00"),
        6,
    )
    assert (enrolment.stage_at_entry, enrolment.region_at_entry, enrolment.sector_at_entry) == ("mvp", "MA-09", "EAU")
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 1
    assert enrolled(file.startup)
    assert Letter.objects.filter(kind="programs.cohorts.startup_enrolled").count() == 1


def test_what_was_not_answered_stays_missing_and_is_never_zero():
    file = make.application(state=S.OFFERED)
    Application.objects.filter(pk=file.pk).update(facts={"revenue": 0})

    enrolment = actions.confirm(file.pk, by=make.team(file.startup))

    assert (enrolment.fte_at_entry, enrolment.revenue_at_entry, enrolment.trl_at_entry) == (None, 0, None)


def test_confirming_twice_gives_the_same_enrolment():
    file = make.application(state=S.OFFERED)
    owner = make.team(file.startup)

    assert actions.confirm(file.pk, by=owner) == actions.confirm(file.pk, by=owner)
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 1


@pytest.mark.parametrize("state", [s for s in ApplicationState if s not in {S.OFFERED, S.ACCEPTED}])
def test_only_an_open_offer_is_confirmed(state):
    file = make.application(state=state)

    with pytest.raises(Refused):
        actions.confirm(file.pk, by=make.team(file.startup))


def test_a_full_cohort_refuses_kindly_and_keeps_the_offer_open():
    file = make.application(state=S.OFFERED)
    Cohort.objects.filter(pk=file.cohort_id).update(seats_taken=F("places"))

    with pytest.raises(Refused):
        actions.confirm(file.pk, by=make.team(file.startup))

    file.refresh_from_db()
    assert file.state == S.OFFERED
    assert not Enrolment.objects.exists()


def test_the_database_itself_refuses_an_oversold_cohort():
    cohort = make.cohort(places=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(seats_taken=2)


@pytest.mark.parametrize(
    ("end", "state"), [(actions.leave, EnrolmentState.LEFT), (actions.exclude, EnrolmentState.EXCLUDED)]
)
def test_leaving_gives_the_seat_back_once(staff, end, state):
    file = make.application(state=S.ACCEPTED)
    enrolment = file.enrolment

    end(enrolment.pk, by=staff, reason="Déménagement.")

    enrolment.refresh_from_db()
    file.refresh_from_db()
    assert (enrolment.state, file.state, file.withdrawn_reason) == (state, S.WITHDRAWN, "Déménagement.")
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 0
    with pytest.raises(Refused):
        end(enrolment.pk, by=staff, reason="Encore.")
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 0


def test_a_paused_startup_keeps_its_place_and_is_no_longer_active(staff):
    file = make.application(state=S.ACCEPTED)
    actions.start(file.cohort_id, by=staff)

    actions.pause(file.enrolment.pk, by=staff, reason="Congé de maternité.")

    assert not enrolled(file.startup)
    assert Cohort.objects.get(pk=file.cohort_id).seats_taken == 1
    actions.resume(file.enrolment.pk, by=staff)
    assert enrolled(file.startup)
    told = Letter.objects.filter(kind="programs.cohorts.participation_changed").order_by("pk")
    assert [letter.params["verb"] for letter in told] == ["pause", "resume"]


@pytest.mark.parametrize(("verb", "state"), ENROLMENT.forbidden(EnrolmentState.values))
def test_no_move_starts_from_a_state_that_forbids_it(staff, verb, state):
    if verb in {"start", "graduate"}:
        return  # moves whole cohorts, and leaves the others alone; belongs to programs.graduation
    enrolment = make.application(state=S.ACCEPTED).enrolment
    Enrolment.objects.filter(pk=enrolment.pk).update(state=state)
    why = {} if verb == "resume" else {"reason": "Non."}

    with pytest.raises(Refused):
        getattr(actions, verb)(enrolment.pk, by=staff, **why)


def test_who_left_may_come_back_and_the_first_time_stays_on_record(staff):
    file = make.application(state=S.ACCEPTED)
    actions.leave(file.enrolment.pk, by=staff, reason="Déménagement.")

    again = make.application(state=S.ACCEPTED, of=file.startup, to=file.call)

    assert [place.state for place in Enrolment.objects.order_by("pk")] == ["left", "onboarding"]
    assert Cohort.objects.get(pk=again.cohort_id).seats_taken == 1


def test_the_database_itself_refuses_a_second_place_in_the_same_cohort():
    place = make.application(state=S.ACCEPTED).enrolment

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(cohort=place.cohort, startup=place.startup)


def test_a_cohort_starts_with_everybody_who_is_in(staff):
    file = make.application(state=S.ACCEPTED)

    cohort = actions.start(file.cohort_id, by=staff)

    assert cohort.starts_on is not None
    assert Enrolment.objects.get().state == EnrolmentState.ACTIVE
    with pytest.raises(Refused):
        actions.start(file.cohort_id, by=staff)


def test_a_cohort_never_has_fewer_places_than_are_taken(staff):
    file = make.application(state=S.ACCEPTED)

    with pytest.raises(Refused):
        actions.resize(file.cohort_id, by=staff, places=0)

    assert actions.resize(file.cohort_id, by=staff, places=3).places == 3

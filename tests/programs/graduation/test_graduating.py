"""Who graduates: the criteria of the programme, the exception, the certificate, the seat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.models import Letter
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.graduation.actions import graduating
from programs.graduation.models import Graduation, GraduationCertificate
from programs.graduation.queries import criteria_of
from programs.milestones.actions import keeping_pace
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState as M
from programs.partners.models import Cohort
from programs.statements.models import Period, Statement
from programs.statements.states import PeriodState
from programs.statements.states import StatementState as S

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def graduate(place, staff, **more):
    return graduating.graduate(place.pk, by=staff, on=TODAY(), **more)


def found(place, ticked=()):
    rows = criteria_of([Enrolment.objects.with_card().get(pk=place.pk)], {place.pk: ticked})[place.pk].rows
    return {one.key or one.pk: (one.is_met, one.found) for one in rows}


def test_without_a_rule_the_defaults_hold_and_nothing_asked_is_nothing_lacking(staff):
    place = make.active()

    assert found(place) == {
        "milestones": (True, "aucun jalon n’a été posé"),
        "statements": (True, "aucune déclaration n’a été demandée"),
        "late": (True, "rien"),
    }
    assert graduate(place, staff).state == EnrolmentState.GRADUATED


def test_milestones_count_by_their_share_and_the_sentence_tells_how_many(staff):
    place = make.active()
    make.graduation_rule(of=place.cohort.programme, least_settled=60)
    for state in (M.VALIDATED, M.WAIVED, M.SUBMITTED, M.DUE):
        make.milestone(of=place, state=state)

    assert found(place)["milestones"] == (False, "2 jalons sur 4")
    Milestone.objects.filter(enrolment=place, state=M.DUE).delete()
    assert found(place)["milestones"] == (True, "2 jalons sur 3")


def test_zero_means_that_milestones_do_not_count(staff):
    place = make.active()
    make.graduation_rule(of=place.cohort.programme, least_settled=0, needs_statements=False, nothing_late=False)

    assert found(place) == {}


def test_every_statement_of_a_frozen_period_is_declared_and_open_ones_do_not_count(staff):
    place = make.active()
    make.statement(of=place, to=make.period(of=place.cohort, ends_in=-300), state=S.SUBMITTED, fte=2)
    make.period(of=place.cohort, ends_in=-50)
    Period.objects.exclude(statements__state=S.OPEN).update(state=PeriodState.FROZEN)
    assert found(place)["statements"] == (True, "1 déclaration sur 1")

    Period.objects.update(state=PeriodState.FROZEN)

    assert found(place)["statements"] == (False, "1 déclaration sur 2")


def test_nothing_may_be_late(staff):
    place, yesterday = make.active(), TODAY() - timedelta(days=1)
    make.milestone(of=place)
    make.period(of=place.cohort)
    Milestone.objects.update(due_on=yesterday)
    Period.objects.update(last_day=yesterday - timedelta(days=9), due_on=yesterday)
    assert Statement.objects.get().is_late

    assert found(place)["late"] == (False, "1 jalon en retard, 1 déclaration en retard")


def test_what_staff_tick_by_hand_is_met_when_they_have_ticked_it(staff):
    place = make.active()
    pitch = make.graduation_rule(of=place.cohort.programme, by_hand=True).criteria.get()
    assert found(place)[pitch.pk] == (False, "à noter par l’équipe")

    with pytest.raises(Refused, match="Pitch devant le comité"):
        graduate(place, staff)
    graduate(place, staff, ticked=[pitch.pk])

    told = Graduation.objects.get().found[-1]
    assert (told["label"], told["is_met"], told["found"]) == ("Pitch devant le comité", True, "noté par l’équipe")


@pytest.mark.parametrize("places", [1, 3])
def test_the_criteria_of_a_cohort_cost_the_same_for_one_and_three(places, django_assert_num_queries):
    cohort = make.cohort()
    made = [make.active(of=cohort) for _ in range(places)]
    make.graduation_rule(of=cohort.programme, by_hand=True)
    for place in made:
        make.milestone(of=place, state=M.VALIDATED)

    with django_assert_num_queries(4):
        assert len(criteria_of(made)) == places


def test_an_exception_is_made_with_a_reason_that_stays_among_staff(staff):
    place = make.active()
    make.milestone(of=place)
    with pytest.raises(Refused) as refusal:
        graduate(place, staff)
    assert refusal.value.field == "reason"
    assert "0 jalon sur 1" in str(refusal.value)

    graduate(place, staff, reason="Le prototype tourne déjà chez un client.")

    made = Graduation.objects.get()
    assert (made.reason, made.by) == ("Le prototype tourne déjà chez un client.", staff)
    assert Entry.objects.about(place).first().note == ""
    assert Graduation.objects.by_exception().exists()


def test_a_reason_without_need_is_no_exception(staff):
    graduate(make.active(), staff, reason="Au cas où.")

    assert not Graduation.objects.by_exception().exists()


def test_a_double_click_graduates_once(staff):
    place = make.active()
    graduate(place, staff)

    graduate(place, staff)

    assert Graduation.objects.count() == GraduationCertificate.objects.count() == 1
    assert Entry.objects.about(place).filter(verb="graduate").count() == 1


def test_a_graduate_keeps_its_seat_and_its_history(staff):
    cohort = make.cohort(places=1)
    place = make.active(of=cohort)

    graduate(place, staff)

    cohort.refresh_from_db()
    place.refresh_from_db()
    assert (cohort.seats_taken, place.ended_on) == (1, TODAY())
    assert not Enrolment.objects.active().exists()
    with pytest.raises(Refused):
        cohorts.leave(place.pk, by=staff, reason="Après coup.")


def test_what_is_open_is_closed_and_what_was_handed_in_is_still_answered(staff):
    place = make.active()
    open_one, sent = make.milestone(of=place, state=M.PLANNED), make.milestone(of=place, state=M.SUBMITTED)
    graduate(place, staff, reason="Exception.")

    keeping_pace.keep_pace()

    assert [Milestone.objects.get(pk=one.pk).state for one in (open_one, sent)] == [M.WAIVED, M.SUBMITTED]


@pytest.mark.parametrize("state", sorted(set(EnrolmentState.values) - {"active", "graduated"}))
def test_only_who_is_active_graduates(staff, state):
    place = make.active()
    Enrolment.objects.filter(pk=place.pk).update(state=state)

    with pytest.raises(Refused):
        graduate(place, staff, reason="Quand même.")
    assert not Graduation.objects.exists()


@pytest.mark.parametrize("days", [1, -400])
def test_the_day_lies_within_the_participation(staff, days):
    place = make.active()

    with pytest.raises(Refused) as refusal:
        graduating.graduate(place.pk, by=staff, on=TODAY() + timedelta(days=days))
    assert refusal.value.field == "on"


def test_a_whole_cohort_graduates_but_for_those_who_lack_something(staff):
    cohort = make.cohort()
    done, late, absent = (make.active(of=cohort) for _ in range(3))
    pitch = make.graduation_rule(of=cohort.programme, by_hand=True).criteria.get()
    everybody = {place.pk: {pitch.pk} for place in (done, late)}

    many = graduating.graduate_many(
        cohort.pk, by=staff, on=TODAY(), chosen=[done.pk, late.pk, absent.pk], ticked=everybody | {late.pk: set()}
    )

    assert [place.pk for place in many.graduated] == [done.pk]
    assert {skip.enrolment.pk for skip in many.skipped} == {late.pk, absent.pk}
    assert "Pitch devant le comité" in many.skipped[0].why
    assert Letter.objects.filter(kind="programs.graduation.startup_graduated").count() == 1
    assert Cohort.objects.get(pk=cohort.pk).seats_taken == 3


def test_when_nobody_can_graduate_it_is_refused_with_why(staff):
    place = make.active()
    cohorts.pause(place.pk, by=staff, reason="Congé.")

    with pytest.raises(graduating.NobodyGraduates) as nobody:
        graduating.graduate_many(place.cohort_id, by=staff, on=TODAY(), chosen=[place.pk], ticked={})
    assert "suspendue" in nobody.value.skipped[0].why
    with pytest.raises(Refused):
        graduating.graduate_many(place.cohort_id, by=staff, on=TODAY(), chosen=[], ticked={})

"""A plan is laid out once, on days on which the house is open; a pause stops the clock."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from programs.cohorts import actions as cohorts
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.milestones.actions import handing_in, keeping_pace, planning
from programs.milestones.models import Milestone
from programs.milestones.states import CountedFrom
from programs.milestones.states import MilestoneState as M
from programs.partners.models import Cohort, Holiday
from programs.partners.states import HolidayKind

pytestmark = pytest.mark.django_db
MONDAY = date(2027, 2, 1)


@pytest.fixture
def place():
    made = make.enrolment()
    Cohort.objects.filter(pk=made.cohort_id).update(starts_on=MONDAY, ends_on=date(2028, 2, 1))
    return Enrolment.objects.with_card().get(pk=made.pk)


def days(place):
    return list(place.milestones.in_order().values_list("due_on", flat=True))


def test_days_are_counted_from_the_start_and_fall_on_working_days(place, staff):
    Holiday.objects.create(day=date(2027, 2, 8), kind=HolidayKind.ADDED, name_fr="Fermeture")
    template = make.plan(of=place.cohort.programme, days=(0, 5, 7))

    planning.lay_out_cohort(place.cohort_id, by=staff, template=template)

    # Saturday the 6th becomes Monday the 8th, which is closed this year: both fall on Tuesday
    assert days(place) == [MONDAY, date(2027, 2, 9), date(2027, 2, 9)]


def test_laying_it_out_twice_is_once_and_gives_late_comers_theirs(place, staff):
    template = make.plan(of=place.cohort.programme)
    planning.lay_out_cohort(place.cohort_id, by=staff, template=template)
    handing_in.waive(place.milestones.first().pk, by=staff, reason="Déjà fait.")
    later = make.enrolment(of=place.cohort)

    planning.lay_out_cohort(place.cohort_id, by=staff, template=template)
    planning.lay_out(place.pk, by=staff, template=template)

    assert (place.milestones.count(), later.milestones.count()) == (2, 2)
    assert place.milestones.filter(state=M.WAIVED).count() == 1


def test_a_plan_may_be_counted_from_the_day_of_the_enrolment(place, staff):
    template = make.plan(of=place.cohort.programme, days=(0,), counted_from=CountedFrom.ENROLMENT)

    planning.lay_out(place.pk, by=staff, template=template)

    assert days(place)[0] - timezone.localdate(place.enrolled_at) < timedelta(days=7)


def test_without_a_first_day_or_milestones_it_is_refused(place, staff):
    empty = make.plan(of=place.cohort.programme, days=())
    with pytest.raises(Refused):
        planning.lay_out(place.pk, by=staff, template=empty)
    Cohort.objects.update(starts_on=None)
    with pytest.raises(Refused):
        planning.lay_out_cohort(place.cohort_id, by=staff, template=make.plan(of=place.cohort.programme))
    assert not Milestone.objects.exists()


def test_nobody_who_left_gets_a_milestone(place, staff):
    cohorts.leave(place.pk, by=staff, reason="Déménagement.")

    planning.lay_out_cohort(place.cohort_id, by=staff, template=make.plan(of=place.cohort.programme))
    with pytest.raises(Refused):
        planning.add(place.pk, by=staff, due_on=MONDAY, title_fr="Un de plus")

    assert not Milestone.objects.exists()


def test_it_falls_due_two_weeks_ahead_and_a_later_day_puts_it_off(staff):
    today = timezone.localdate()
    one = make.milestone(state=M.PLANNED)
    Milestone.objects.filter(pk=one.pk).update(due_on=today + timedelta(days=14))

    keeping_pace.keep_pace()
    one.refresh_from_db()
    assert one.state == M.DUE
    planning.move_date(one.pk, by=staff, due_on=today + timedelta(days=60), reason="Salon.")
    one.refresh_from_db()

    assert one.state == M.PLANNED
    assert Entry.objects.about(one).get(verb="move_date").note == "Salon."


def test_a_settled_day_is_not_moved(staff):
    one = make.milestone(state=M.VALIDATED)
    with pytest.raises(Refused):
        planning.move_date(one.pk, by=staff, due_on=MONDAY, reason="Trop tard.")


def paused(staff, *, for_days):
    """A participation that stood still for some days and goes on since today."""
    place = make.enrolment()
    cohorts.start(place.cohort_id, by=staff)
    one = make.milestone(of=place)
    done = make.milestone(of=place, state=M.VALIDATED)
    Milestone.objects.update(created_at=timezone.now() - timedelta(days=90))
    Enrolment.objects.filter(pk=place.pk).update(state=EnrolmentState.PAUSED)
    since = timezone.now() - timedelta(days=for_days)
    kind = {"kind": "programs.enrolment", "key": str(place.pk), "title": str(place)}
    Entry.objects.create(verb="pause", by=staff, at=since, **kind)
    return place, one, done


def test_a_pause_stops_the_clock_and_moves_what_is_open_once(staff):
    place, one, done = paused(staff, for_days=30)
    keeping_pace.keep_pace()
    one.refresh_from_db()
    was = one.due_on

    cohorts.resume(place.pk, by=staff)
    keeping_pace.keep_pace()
    keeping_pace.keep_pace()

    one.refresh_from_db()
    done_on = done.due_on
    done.refresh_from_db()
    assert timedelta(days=30) <= one.due_on - was <= timedelta(days=40)
    assert (one.paused_days, one.state, done.due_on) == (30, M.PLANNED, done_on)
    assert Entry.objects.about(one).filter(verb="shift").count() == 1


def test_what_was_laid_out_during_the_pause_moves_by_the_rest_of_it(staff):
    place, one, _done = paused(staff, for_days=30)
    Milestone.objects.filter(pk=one.pk).update(created_at=timezone.now() - timedelta(days=10))

    cohorts.resume(place.pk, by=staff)
    keeping_pace.keep_pace()

    one.refresh_from_db()
    assert one.paused_days == 10


def test_a_paused_startup_is_never_late_and_nothing_falls_due(staff):
    _place, one, _done = paused(staff, for_days=1)
    Milestone.objects.filter(pk=one.pk).update(state=M.PLANNED, due_on=timezone.localdate() - timedelta(days=3))

    keeping_pace.keep_pace()

    one = Milestone.objects.with_card().get(pk=one.pk)
    assert (one.state, one.is_late) == (M.PLANNED, False)
    assert not Milestone.objects.late().exists()


@pytest.mark.parametrize("end", ["leave", "exclude", "graduated"])
def test_the_end_of_a_participation_closes_what_is_open(staff, end):
    place = make.enrolment()
    open_one, sent, done = (make.milestone(of=place, state=state) for state in (M.DUE, M.SUBMITTED, M.VALIDATED))
    if end == "graduated":
        Enrolment.objects.filter(pk=place.pk).update(state=end)
    else:
        getattr(cohorts, end)(place.pk, by=staff, reason="Fin.")

    keeping_pace.keep_pace()

    states = [Milestone.objects.get(pk=one.pk).state for one in (open_one, sent, done)]
    assert states == [M.WAIVED, M.SUBMITTED if end == "graduated" else M.WAIVED, M.VALIDATED]
    assert Milestone.objects.get(pk=open_one.pk).is_closed_by_the_house

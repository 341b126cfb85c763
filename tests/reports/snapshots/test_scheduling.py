"""Reports by rule: their day, rights at each run, one after an outage, none lost to a failure."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.utils import timezone

from incubator.demo import make
from incubator.desk import queues
from incubator.errors import Refused
from incubator.reports.snapshots.actions import scheduling
from incubator.reports.snapshots.models import Convention, Report, Schedule
from incubator.reports.snapshots.states import SCHEDULE, Rule, ScheduleState
from incubator.reports.tasks import open_due
from programs.partners.models import Holiday
from programs.statements.models import Period
from programs.statements.states import PeriodState
from tests.racing import at_once

pytestmark = pytest.mark.django_db


def on(year, month, day):
    return time_machine.travel(datetime(year, month, day, 12, tzinfo=UTC), tick=False)


def days():
    return [
        tuple(str(day) for day in row)
        for row in Report.objects.order_by("asked_at").values_list("first_day", "last_day")
    ]


def test_a_schedule_asks_for_a_report_on_its_day_and_not_before(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.QUARTERLY, on_day=5)
        open_due()
        assert schedule.next_on == date(2027, 1, 5)
        assert days() == []

    with on(2027, 1, 5):
        open_due()
        open_due()

    schedule.refresh_from_db()
    made = Report.objects.get()
    assert days() == [("2026-10-01", "2026-12-31")]
    assert (made.schedule, made.asked_by, made.state) == (schedule, staff, "generating")
    assert schedule.next_on == date(2027, 4, 5)


def test_after_an_outage_one_report_is_made_and_not_ten(staff):
    with on(2026, 1, 5):
        make.schedule(owner=staff, rule=Rule.MONTHLY)

    with on(2026, 11, 26):
        open_due()
        open_due()

    assert days() == [("2026-10-01", "2026-10-31")]
    assert Schedule.objects.get().next_on == date(2026, 12, 1)


def test_a_day_that_staff_closed_meanwhile_moves_it(staff):
    with on(2026, 11, 26):
        make.schedule(owner=staff, rule=Rule.MONTHLY)
        Holiday.objects.create(day=date(2026, 12, 1), name_fr="Fermeture")

    with on(2026, 12, 1):
        open_due()
    assert days() == []
    assert Schedule.objects.get().next_on == date(2026, 12, 2)

    with on(2026, 12, 2):
        open_due()
    assert days() == [("2026-11-01", "2026-11-30")]


def test_a_report_that_is_there_already_is_no_failure(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.MONTHLY)
        make.report(
            of=schedule.convention,
            by=staff,
            state="generating",
            first_day=date(2026, 11, 1),
            last_day=date(2026, 11, 25),
        )
    with on(2026, 12, 1):
        make.report(
            of=schedule.convention,
            by=staff,
            state="generating",
            first_day=date(2026, 11, 1),
            last_day=date(2026, 11, 30),
        )
        open_due()

    schedule.refresh_from_db()
    assert (schedule.failures, schedule.next_on) == (0, date(2027, 1, 1)) or schedule.next_on == date(2027, 1, 4)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("lost", ["is_staff", "is_active"])
def test_the_rights_of_its_owner_are_asked_at_each_run(lost, staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.MONTHLY)
    setattr(staff, lost, False)
    staff.save()

    with on(2026, 12, 1):
        open_due()
        open_due()

    schedule.refresh_from_db()
    assert days() == []
    assert schedule.failures == 1
    assert "équipe" in schedule.last_error
    assert schedule.next_on == date(2026, 12, 2)
    assert queues["reports.stumbling"].count(make.staff()) == 1


def test_a_convention_that_ended_makes_no_report(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.MONTHLY)
        Convention.objects.filter(pk=schedule.convention_id).update(until=date(2026, 11, 30))

    with on(2026, 12, 1):
        open_due()

    schedule.refresh_from_db()
    assert days() == []
    assert schedule.failures == 1


def test_failures_are_forgotten_when_it_works_again(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.MONTHLY)
        Schedule.objects.filter(pk=schedule.pk).update(owner=None)
    with on(2026, 12, 1):
        open_due()
        Schedule.objects.filter(pk=schedule.pk).update(owner=staff)
    with on(2026, 12, 2):
        open_due()

    schedule.refresh_from_db()
    assert days() == [("2026-11-01", "2026-11-30")]
    assert schedule.failures == 0
    assert schedule.last_error == ""


def test_a_paused_schedule_rests_and_goes_on_from_today(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.MONTHLY)
        scheduling.pause(schedule.pk, by=staff)
    with on(2027, 3, 10):
        open_due()
        assert days() == []
        resumed = scheduling.resume(schedule.pk, by=staff)
    assert resumed.next_on == date(2027, 4, 1)


@pytest.mark.parametrize(("verb", "state"), SCHEDULE.forbidden(ScheduleState))
def test_no_verb_from_a_state_that_does_not_allow_it(verb, state):
    with pytest.raises(Refused):
        SCHEDULE.after(verb, state)


def frozen(schedule, last, cohort=None):
    """A period of a cohort of the convention, frozen now."""
    programme = schedule.convention.programmes.get()
    when = {"first_day": date(last.year, last.month - 5, 1), "last_day": last, "due_on": date(last.year + 1, 2, 1)}
    made = Period.objects.create(cohort=cohort or make.cohort(of=programme), title_fr="S", **when)
    return freeze(made)


def freeze(made):
    Period.objects.filter(pk=made.pk).update(state=PeriodState.FROZEN, frozen_at=timezone.now())
    return made


def test_a_schedule_by_freeze_tells_of_the_period_that_was_frozen(staff):
    with on(2026, 11, 25):
        before = make.schedule(owner=staff, rule=Rule.FREEZE)
        frozen(before, date(2025, 12, 31))
    with on(2026, 11, 26):
        schedule = make.schedule(of=before.convention, owner=staff, rule=Rule.FREEZE)
        scheduling.end(before.pk, by=staff)
        open_due()
        assert days() == []  # what was frozen before it began is not its matter
    with on(2026, 11, 27):
        frozen(schedule, date(2026, 6, 30))
        open_due()
        open_due()

    assert days() == [("2026-01-01", "2026-06-30")]


def test_a_freeze_waits_until_every_cohort_of_the_convention_is_frozen(staff):
    with on(2026, 11, 26):
        schedule = make.schedule(owner=staff, rule=Rule.FREEZE)
    with on(2026, 11, 27):
        frozen(schedule, date(2026, 6, 30))
        late = frozen(schedule, date(2026, 6, 30))
        Period.objects.filter(pk=late.pk).update(state=PeriodState.OPEN, frozen_at=None)
        open_due()
        assert days() == []
    with on(2026, 11, 30):
        freeze(late)
        open_due()

    assert days() == [("2026-01-01", "2026-06-30")]


def test_of_several_periods_frozen_in_an_outage_the_latest_is_told(staff):
    with on(2026, 1, 5):
        schedule = make.schedule(owner=staff, rule=Rule.FREEZE)
    with on(2026, 11, 27):
        frozen(schedule, date(2025, 12, 31))
        frozen(schedule, date(2026, 6, 30))
        open_due()
        open_due()

    assert days() == [("2026-01-01", "2026-06-30")]


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_the_same_moment_ask_once():
    schedule = make.schedule(rule=Rule.MONTHLY)
    Schedule.objects.filter(pk=schedule.pk).update(next_on=timezone.localdate())

    at_once([open_due] * 4)

    assert Report.objects.filter(schedule=schedule).count() <= 1
    assert Schedule.objects.get(pk=schedule.pk).failures == 0

"""Reports by rule. The rights of whoever a schedule works for are asked again at each run; what fails is counted and told."""

import logging
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.reports.snapshots import periods
from incubator.reports.snapshots.actions import making
from incubator.reports.snapshots.models import Convention, Report, Schedule
from incubator.reports.snapshots.periods import ONE_DAY, Days
from incubator.reports.snapshots.queries import frozen_days
from incubator.reports.snapshots.states import SCHEDULE, Rule, ScheduleState
from programs.partners.holidays import is_working, working_day

log = logging.getLogger(__name__)


@transaction.atomic
def keep(schedule_id: int, *, by: Any) -> Schedule:
    """What was typed is reckoned: its next day from now on."""
    schedule = Schedule.objects.locked().get(pk=schedule_id)
    schedule.next_on = _next(schedule, timezone.localdate() - ONE_DAY)
    schedule.save(update_fields=["next_on"])
    record("keep", schedule, by=by)
    return schedule


def _next(schedule: Schedule, after: date) -> date | None:
    """A schedule by freeze has no day of its own."""
    return None if schedule.rule == Rule.FREEZE else periods.next_on(schedule.rule, schedule.on_day, after)


@transaction.atomic
def pause(schedule_id: int, *, by: Any) -> Schedule:
    return _move(schedule_id, "pause", by=by)


@transaction.atomic
def resume(schedule_id: int, *, by: Any) -> Schedule:
    """From today on: what fell into the pause is not made up for."""
    schedule = _move(schedule_id, "resume", by=by)
    schedule.failures, schedule.last_error, schedule.last_run_at = 0, "", timezone.now()
    schedule.next_on = _next(schedule, timezone.localdate() - ONE_DAY)
    schedule.save(update_fields=["failures", "last_error", "last_run_at", "next_on"])
    return schedule


@transaction.atomic
def end(schedule_id: int, *, by: Any) -> Schedule:
    return _move(schedule_id, "end", by=by)


def _move(schedule_id: int, verb: str, *, by: Any) -> Schedule:
    schedule = Schedule.objects.locked().get(pk=schedule_id)
    schedule.state = SCHEDULE.after(verb, schedule.state)
    schedule.save(update_fields=["state"])
    record(verb, schedule, by=by)
    return schedule


def open_due() -> None:
    """Whatever is due today; one schedule's fault is not the others'."""
    for pk in Schedule.objects.due().values_list("pk", flat=True):
        try:
            with translation.override("fr"):
                run(pk)
        except Exception:
            log.exception("schedule %s stumbled", pk)
            stumble(pk, str(making.FAULT))


@transaction.atomic
def run(schedule_id: int) -> Report | None:
    """Asks for the report of the last period that is due, if it is not there yet. Nothing when somebody else is at it."""
    free = Schedule.objects.due().select_for_update(skip_locked=True, no_key=True, of=("self",))
    schedule = free.select_related("convention", "cohort", "owner").filter(pk=schedule_id).first()
    if schedule is None or (days := _days(schedule, timezone.localdate())) is None:
        return None
    try:
        with transaction.atomic():
            made = _ask(schedule, days)
    except Refused as refusal:
        _stumbled(schedule, str(refusal))
        return None
    schedule.failures, schedule.last_error, schedule.last_run_at = 0, "", timezone.now()
    schedule.next_on = _next(schedule, timezone.localdate())
    schedule.save(update_fields=["failures", "last_error", "last_run_at", "next_on"])
    return made


def _days(schedule: Schedule, today: date) -> Days | None:
    """The period to tell of; none when there is nothing, or when the house is closed after all today."""
    if schedule.rule == Rule.FREEZE:
        return frozen_days(schedule)
    if not is_working(today):
        schedule.next_on = working_day(today)
        schedule.save(update_fields=["next_on"])
        return None
    return periods.due_days(schedule.rule, schedule.on_day, today)


def _ask(schedule: Schedule, days: Days) -> Report | None:
    _may(schedule)
    cohort = schedule.cohort_id
    if Report.objects.of_period(schedule.convention_id, cohort, days.first, days.last).exists():
        return None
    return making.ask(
        schedule.convention_id,
        cohort=schedule.cohort,
        first_day=days.first,
        last_day=days.last,
        by=schedule.owner,
        schedule=schedule,
    )


def _may(schedule: Schedule) -> None:
    owner = schedule.owner
    if owner is None or not (owner.is_active and owner.is_staff):
        raise Refused(_("The person in whose name it runs is no longer of the staff."))
    if not Convention.objects.current().filter(pk=schedule.convention_id).exists():
        raise Refused(_("The convention does not hold today."))


@transaction.atomic
def stumble(schedule_id: int, why: str) -> None:
    schedule = Schedule.objects.locked().get(pk=schedule_id)
    if schedule.state == ScheduleState.ACTIVE:
        _stumbled(schedule, why)


def _stumbled(schedule: Schedule, why: str) -> None:
    """Tried again on the next working day."""
    schedule.failures += 1
    schedule.last_error = why[:300]
    schedule.next_on = working_day(timezone.localdate() + timedelta(days=1))
    schedule.save(update_fields=["failures", "last_error", "next_on"])
    record("stumble", schedule, by=None, note=why)

"""A report is asked for in a moment and made by the clock, a step at a time. Each step is one transaction that also moves the
count, so whoever is killed is followed by another, and two workers never do one step twice.
"""

import logging
import time
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.errors import Refused
from incubator.journal.models import record
from incubator.reports.snapshots.actions.moving import locked, move
from incubator.reports.snapshots.drawing import Moved, steps
from incubator.reports.snapshots.models import Convention, Report, Schedule
from incubator.reports.snapshots.shapes import Snapshot, digest
from incubator.reports.snapshots.states import PUBLIC_STATES, ReportState
from programs.partners.models import Cohort

log = logging.getLogger(__name__)
#: A tick stops after so many seconds; the next one goes on. Other ticks wait for the same workers.
SECONDS = 8.0
FAULT = gettext_lazy("An unexpected fault stopped the making. Try again; if it stays, tell whoever runs the portal.")


@transaction.atomic
def ask(
    convention_id: int,
    *,
    first_day: date,
    last_day: date,
    by: Any,
    cohort: Cohort | None = None,
    schedule: Schedule | None = None,
) -> Report:
    """A report that the clock makes. Raises Refused when the period is not over or has its report already."""
    convention = Convention.objects.locked().get(pk=convention_id)
    _object(convention, cohort, first_day, last_day)
    made = Report.objects.create(
        convention=convention,
        cohort=cohort,
        schedule=schedule,
        first_day=first_day,
        last_day=last_day,
        asked_by=by,
        steps=len(steps()),
    )
    record("ask", made, by=by)
    return made


def _object(convention: Convention, cohort: Cohort | None, first_day: date, last_day: date) -> None:
    if last_day < first_day:
        raise Refused(_("The end lies before the beginning."), field="last_day")
    if last_day >= timezone.localdate():
        raise Refused(_("This period is not over yet: look at the live figures instead."), field="last_day")
    if cohort and not convention.programmes.filter(pk=cohort.programme_id).exists():
        raise Refused(_("This cohort is not part of the convention."), field="cohort")
    there = Report.objects.of_period(convention.pk, cohort.pk if cohort else None, first_day, last_day)
    if there.filter(state__in=PUBLIC_STATES).exists():
        raise Refused(_("A report on this period is published: correct it instead."))
    if there.exists():
        raise Refused(_("A report on this period is there already."))


@transaction.atomic
def again(report_id: Any, *, by: Any) -> Report:
    """Drawn anew, from the data as they are now; comments stay."""
    report = locked(report_id)
    report.payload, report.digest, report.error, report.drawn_at = None, "", "", None
    report.steps_done, report.steps = 0, len(steps())
    fields = ("payload", "digest", "error", "drawn_at", "steps_done", "steps")
    move(report, "again", by=by, fields=fields)
    return report


def make_due(*, seconds: float = SECONDS) -> None:
    """Every report under way goes on for a while; one report's fault is not the others'."""
    until = time.monotonic() + seconds
    for pk in Report.objects.to_make().order_by("asked_at").values_list("pk", flat=True):
        advance(pk, until)


def advance(report_id: Any, until: float) -> None:
    """Step after step until the time is over; nothing when somebody else is at it. In French: what is kept is not of a language."""
    with translation.override("fr"):
        try:
            while _step(report_id) and time.monotonic() < until:
                pass
        except Refused as refusal:
            fail(report_id, str(refusal))
        except Exception:
            log.exception("report %s stumbled", report_id)
            fail(report_id, str(FAULT))


@transaction.atomic
def _step(report_id: Any) -> bool:
    """True when there may be more to do."""
    mine = Report.objects.to_make().select_for_update(skip_locked=True, no_key=True, of=("self",))
    report = mine.select_related("convention__partner__organisation", "cohort").filter(pk=report_id).first()
    if report is None:
        return False
    todo = steps()
    try:
        with transaction.atomic():
            report.payload = todo[report.steps_done](report, report.payload or {})
        report.steps_done += 1
    except Moved:
        told = report.payload or {}
        report.payload, report.steps_done = {**told, "round": told.get("round", 1) + 1}, 0
    if report.steps_done >= len(todo):
        _finish(report)
        return False
    report.steps = len(todo)
    report.save(update_fields=["payload", "steps_done", "steps"])
    return True


def _finish(report: Report) -> None:
    report.payload = Snapshot.read(report.payload or {}).payload()
    report.digest, report.drawn_at, report.error = digest(report.payload), timezone.now(), ""
    move(report, "finish", by=None, fields=("payload", "digest", "drawn_at", "error", "steps_done"))


@transaction.atomic
def fail(report_id: Any, why: str) -> None:
    report = locked(report_id)
    if report.state != ReportState.GENERATING:
        return
    report.error, report.payload = why[:300], None
    move(report, "fail", by=None, note=why, fields=("error", "payload"))

"""Reminders that are due now, found in live rows: moving a closing or sending a file needs no clean-up.

Each is posted once per person and occasion. One that came due while nothing ran is left out when the next is due already.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.quiet import calm
from programs.applications import notices
from programs.applications.models import Application, Correction
from programs.applications.queries import deadline
from programs.applications.states import CorrectionState
from programs.calls.models import ClosingChange
from programs.calls.states import ChangeState
from startups.models import Membership
from startups.states import TeamRole

OFFSETS = (("7d", timedelta(days=7)), ("2d", timedelta(days=2)), ("6h", timedelta(hours=6)))
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


class Occasion(NamedTuple):
    offset: str
    due_at: datetime
    not_after: datetime


def occasions(end: datetime) -> list[Occasion]:
    """The three reminders before a deadline; each loses its sense when the next one is due."""
    dues = [(offset, calm(end - before)) for offset, before in OFFSETS]
    ends = [*(due for _offset, due in dues[1:]), end]
    return [Occasion(offset, due, until) for (offset, due), until in zip(dues, ends, strict=True)]


def plan_unsent() -> None:
    """J-7, J-2 and 6 h before the deadline, to the writers of drafts that are older than the occasion."""
    now = timezone.now()
    soon = (now, now + A_WEEK + A_DAY)
    drafts = Application.objects.drafts().filter(
        Q(call__closes_at__range=soon) | Q(extensions__until__range=soon, extensions__revoked_at=None)
    )
    rows = list(drafts.select_related("call").prefetch_related("extensions").distinct())
    due = [(row, end, occasion) for row in rows for end, occasion in _due(row, now)]
    writers = _writers(row for row, _end, _occasion in due)
    wanted = {
        notices.once(row, person, notices.unsent_occasion(occasion.offset, end.isoformat())): (
            row,
            end,
            occasion,
            person,
        )
        for row, end, occasion in due
        for person in writers.get(row.startup_id, [])
    }
    for key in _not_posted(wanted):
        row, end, occasion, person = wanted[key]
        with transaction.atomic():
            notices.draft_unsent(
                row, person, offset=occasion.offset, params={"deadline": end.isoformat()}, not_after=occasion.not_after
            )


def _due(row: Application, now: datetime) -> list[tuple[datetime, Occasion]]:
    end = deadline(row)
    return [(end, o) for o in occasions(end) if o.due_at <= now < o.not_after and row.created_at < o.due_at]


def _writers(rows: Iterable[Application]) -> dict[int, list[Any]]:
    """{startup: people} in one query."""
    seats = Membership.objects.live().filter(startup__in={row.startup_id for row in rows}, person__is_active=True)
    found: dict[int, list[Any]] = {}
    for seat in seats.exclude(role=TeamRole.READER).select_related("person"):
        found.setdefault(seat.startup_id, []).append(seat.person)
    return found


def _not_posted(wanted: Iterable[str]) -> list[str]:
    keys = list(wanted)
    posted = set(Letter.objects.filter(once__in=keys).values_list("once", flat=True))
    return [key for key in keys if key not in posted]


def plan_corrections() -> None:
    """The day before a correction is due, unless it was asked for later than that."""
    now = timezone.now()
    due = Correction.objects.filter(state=CorrectionState.OPEN, due_at__gt=now, due_at__lte=now + 2 * A_DAY)
    for correction in due.select_related("application__startup"):
        when = calm(correction.due_at - A_DAY)
        if correction.asked_at < when <= now:
            with transaction.atomic():
                notices.correction_due(correction)


def plan_moved_closings() -> None:
    """A closing that moved is told to everybody who writes a draft, once per change."""
    now = timezone.now()
    changes = ClosingChange.objects.annotate(at=Coalesce("answered_at", "proposed_at")).filter(
        state=ChangeState.APPLIED, at__gt=now - 2 * A_DAY, closes_at__gt=now
    )
    for change in changes:
        rows = list(Application.objects.drafts().filter(call=change.call_id, created_at__lt=change.at))
        writers = _writers(rows)
        wanted = {
            notices.once(row, person, f"moved:{change.pk}"): (row, person)
            for row in rows
            for person in writers.get(row.startup_id, [])
        }
        for key in _not_posted(wanted):
            row, person = wanted[key]
            with transaction.atomic():
                notices.closing_moved(row, person, change=change.pk, not_after=change.closes_at)


def register() -> None:
    kinds.plan_with("programs.applications.unsent", plan_unsent)
    kinds.plan_with("programs.applications.corrections", plan_corrections)
    kinds.plan_with("programs.applications.moved_closings", plan_moved_closings)

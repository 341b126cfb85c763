"""Reminders that are due now, found in live rows: moving, cancelling or withdrawing needs no clean-up (booking.md 2.4).

A day and two hours before each date, out of the quiet hours of the event's clock. The key carries the revision of the
dates, so a moved event is told anew. What falls on one day for one person is one letter: the first date of that day
carries the others, and theirs stand beside it as told.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from events.agenda.models import Session
from events.agenda.states import EventState
from events.registrations.models import Registration
from events.registrations.notices import UNIT
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post_all
from incubator.outbox.quiet import calm

DAY_BEFORE, HOURS_BEFORE = timedelta(hours=24), timedelta(hours=2)
#: Quiet hours move a reminder by half a day at most, and the first date of a day carries its last.
SOON = 2 * DAY_BEFORE + timedelta(hours=13)


class Due(NamedTuple):
    """One date of one registration, and one of its reminders."""

    offset: str
    at: datetime
    not_after: datetime
    row: Registration
    session: Session

    @property
    def once(self) -> str:
        revision = self.row.event.schedule_rev
        return f"reminder{self.offset}:{self.row.pk}:{self.session.pk}:s{revision}"

    @property
    def part(self) -> dict[str, Any]:
        return {
            "registration": str(self.row.pk),
            "session": self.session.pk,
            "rev": self.row.event.schedule_rev,
        }

    @property
    def day(self) -> tuple[Any, str, date]:
        """Whose day it is: what falls on it comes in one letter."""
        whose = self.row.person_id or self.row.email
        return whose, self.offset, timezone.localdate(self.session.starts_at, self.row.event.clock)


def plan_reminders() -> None:
    """Three queries and one for the letters, however many people come."""
    now = timezone.now()
    sessions: dict[int, list[Session]] = {}
    soon = Session.objects.filter(starts_at__gt=now, starts_at__lte=now + SOON, event__state=EventState.PUBLISHED)
    for session in soon:
        sessions.setdefault(session.event_id, []).append(session)
    rows = Registration.objects.registered().filter(event__in=sessions).select_related("event", "person").order_by()
    coming = {one.once: one for row in rows for session in sessions[row.event_id] for one in _coming(row, session, now)}
    for once in Letter.objects.filter(once__in=coming).values_list("once", flat=True):
        del coming[once]
    post_all(_letters(coming.values(), now))


def _coming(row: Registration, session: Session, now: datetime) -> Iterator[Due]:
    """Never for a date of which the confirmation has just told, never after the fact (cases 16, 20).

    The second one of a morning falls on the evening before, and is left out when the first has said the same.
    """
    zone, starts = row.event.clock, session.starts_at
    day, hours = calm(starts - DAY_BEFORE, zone), calm(starts - HOURS_BEFORE, zone)
    confirmed = row.confirmed_at or row.created_at
    says_the_same = hours != starts - HOURS_BEFORE and confirmed < day
    last = starts if says_the_same else hours
    if confirmed < day and now < last:
        yield Due("24", day, last, row, session)
    if confirmed < hours and not says_the_same:
        yield Due("2", hours, starts, row, session)


def _letters(coming: Iterable[Due], now: datetime) -> Iterator[dict[str, Any]]:
    days: dict[Any, list[Due]] = {}
    for one in coming:
        days.setdefault(one.day, []).append(one)
    for together in days.values():
        first, *others = sorted(together, key=lambda one: (one.at, one.session.starts_at, one.session.pk))
        if first.at <= now:
            yield from _told_together(first, others) if others else [_letter(first, "event_reminder", first.part)]


def _told_together(first: Due, others: list[Due]) -> Iterator[dict[str, Any]]:
    parts = sorted([first, *others], key=lambda one: (one.session.starts_at, one.session.pk))
    yield _letter(first, "reminder_digest", {"parts": [one.part for one in parts]})
    for other in others:
        yield _letter(other, "event_reminder", {**other.part, "told_with": first.once})


def _letter(due: Due, word: str, params: dict[str, Any]) -> dict[str, Any]:
    row = due.row
    to = {"to": row.person} if row.person else {"to": row.email, "language": row.language}
    sides = {"once": due.once, "about": row, "params": params, "not_after": due.not_after}
    return {"kind": f"{UNIT}.{word}", **to, **sides}


def register() -> None:
    kinds.plan_with("events.registrations.reminders", plan_reminders)

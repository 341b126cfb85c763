"""What is taken already, of people and of machines: meetings, absences, own calendars, uses of rooms; one query."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import BooleanField, F, Value
from django.utils import timezone

from events.places.models import Allocation, Resource
from services.calendar.intervals import Span, merged, minute
from services.calendar.models import Absence, Busy, Engagement, Provider

A_DAY = timedelta(days=1)


@dataclass
class Taken:
    """Merged spans by id, and the minutes of meetings per person and month; `months`: those that are looked at."""

    people: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    machines: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))
    minutes: dict[tuple[int, date], int] = field(default_factory=lambda: defaultdict(int))
    months: tuple[date, ...] = ()

    def full_months(self, one: Provider, length: int) -> set[date]:
        """Months in which another meeting of that length is more than this person gives, be it the first."""
        if one.monthly_minutes is None:
            return set()
        most = one.monthly_minutes - length
        return {month for month in self.months if self.minutes.get((one.pk, month), 0) > most}


def taken(people: Sequence[Provider], machines: Sequence[Resource], first: date, last: date) -> Taken:
    """Whole months of meetings around the days, because the limit of a person is by the month."""
    opens, ends = _months(first, last)
    found = Taken(months=_looked_at(first, last))
    for is_machine, is_meeting, key, start, end in _rows([p.pk for p in people], [m.pk for m in machines], opens, ends):
        spans = found.machines if is_machine else found.people
        spans[key].append((minute(start), minute(end)))
        if is_meeting:
            found.minutes[key, timezone.localdate(start).replace(day=1)] += (end - start) // timedelta(minutes=1)
    for spans in (found.people, found.machines):
        for key in spans:
            spans[key] = merged(spans[key])
    return found


def _rows(people: list[int], machines: list[int], opens: datetime, ends: datetime) -> Any:
    meetings = Engagement.objects.live().filter(provider__in=people).within(opens, ends)
    away = Absence.objects.standing().within(opens, ends)
    own = Busy.objects.filter(provider__in=people, starts_at__lt=ends, ends_at__gt=opens)
    uses = Allocation.objects.live().filter(resource__in=machines, blocked_from__lt=ends, blocked_to__gt=opens)
    return _said(meetings, "provider", "blocked_from", "blocked_to", is_meeting=True).union(
        _said(away.filter(provider__in=people), "provider", "starts_at", "ends_at"),
        _said(away.filter(resource__in=machines), "resource", "starts_at", "ends_at", is_machine=True),
        _said(own, "provider", "starts_at", "ends_at"),
        _said(uses, "resource", "blocked_from", "blocked_to", is_machine=True),
        all=True,
    )


def _said(rows: Any, owner: str, start: str, end: str, *, is_machine: bool = False, is_meeting: bool = False) -> Any:
    told = {
        "is_machine": Value(is_machine, output_field=BooleanField()),
        "is_meeting": Value(is_meeting, output_field=BooleanField()),
        "owner": F(f"{owner}_id"),
        "opens": F(start),
        "shuts": F(end),
    }
    return rows.order_by().annotate(**told).values_list(*told)


def _looked_at(first: date, last: date) -> tuple[date, ...]:
    """First days of months; a day more on both sides: zones differ."""
    around = (first - A_DAY, *(first + n * A_DAY for n in range((last - first).days + 1)), last + A_DAY)
    return tuple(dict.fromkeys(day.replace(day=1) for day in around))


def _months(first: date, last: date) -> tuple[datetime, datetime]:
    """A day more on both sides: zones differ."""
    opens = first.replace(day=1) - timedelta(days=1)
    ends = (last.replace(day=28) + timedelta(days=5)).replace(day=1) + timedelta(days=1)
    return datetime.combine(opens, time(), UTC), datetime.combine(ends, time(), UTC)

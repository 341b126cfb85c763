"""A week of a person or of a room, day by day: when she receives, what is taken, when she is away, which days are holidays."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Allocation, Resource
from programs.partners.holidays import Closings
from services.calendar.intervals import Span, gaps, merged, minute, moment
from services.calendar.models import Absence, Hours, Provider
from services.calendar.windows import windows

ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
#: What is drawn: from seven to nine in the evening; earlier and later stands in the words beside it.
OPENS, CLOSES = 7 * 60, 21 * 60
FREE, TAKEN, AWAY, BUSY = "free", "taken", "away", "busy"


class Part(NamedTuple):
    """`kind`: free, taken, away or busy. `x` and `width` are per mille of the drawn day."""

    starts: datetime
    ends: datetime
    kind: str
    title: str = ""
    x: int = 0
    width: int = 0


@dataclass
class Day:
    day: date
    holiday: str = ""
    parts: list[Part] = field(default_factory=list)


def week_of(provider: Provider, monday: date) -> list[Day]:
    """On her own clock. Five queries, whatever there is."""
    sunday, zone = monday + WEEK - ONE_DAY, provider.tz
    first, last = _bounds(monday, zone)
    taken = [
        (row.blocked_from, row.blocked_to, TAKEN, row.title) for row in provider.engagements.live().within(first, last)
    ]
    away = [(row.starts_at, row.ends_at, AWAY, "") for row in provider.absences.standing().within(first, last)]
    own = provider.busy.filter(starts_at__lt=last, ends_at__gt=first)
    busy = [(row.starts_at, row.ends_at, BUSY, "") for row in own]
    closed = Closings.between(monday, sunday)
    laid = windows(provider.hours.between(monday, sunday), monday, sunday, zone=zone, closed=closed)
    return _days(monday, zone, opened=_open(laid), said=[*taken, *away, *busy], closed=closed)


def weeks_of_rooms(rooms: Iterable[Resource], monday: date) -> list[tuple[Resource, list[Day]]]:
    """Every room with its week, on the clock of Casablanca: what takes it, and when it is out of use; three queries."""
    known, zone = list(rooms), timezone.get_default_timezone()
    first, last = _bounds(monday, zone)
    closed = Closings.between(monday, monday + WEEK)
    uses: dict[int, list[Any]] = defaultdict(list)
    live = Allocation.objects.live().filter(resource__in=[room.pk for room in known])
    for use in live.filter(blocked_from__lt=last, blocked_to__gt=first):
        uses[use.resource_id].append((use.blocked_from, use.blocked_to, TAKEN, use.title))
    for row in Absence.objects.standing().filter(resource__in=[room.pk for room in known]).within(first, last):
        uses[row.resource_id or 0].append((row.starts_at, row.ends_at, AWAY, row.reason or _("out of use")))
    return [
        (room, _days(monday, zone, opened=[], said=uses[room.pk], closed=closed.at(room.site_id))) for room in known
    ]


def _bounds(monday: date, zone: Any) -> tuple[datetime, datetime]:
    return datetime.combine(monday, time(), tzinfo=zone), datetime.combine(monday + WEEK, time(), tzinfo=zone)


def _open(laid: Iterable[Any]) -> list[Span]:
    return merged(window.span for window in laid)


def _days(monday: date, zone: Any, *, opened: list[Span], said: list[Any], closed: Closings) -> list[Day]:
    blocked = merged((minute(a), minute(b)) for a, b, *_ in said)
    free = [(moment(a), moment(b), FREE, "") for span in opened for a, b in gaps(span, blocked)]
    parts = sorted([*free, *said], key=lambda part: (part[0], part[2]))
    days = [Day(monday + n * ONE_DAY) for n in range(7)]
    for day in days:
        day.holiday = closed.name(day.day)
        opens, ends = (datetime.combine(one, time(), tzinfo=zone) for one in (day.day, day.day + ONE_DAY))
        day.parts = [_part(part, opens, ends, zone) for part in parts if part[0] < ends and part[1] > opens]
    return days


def _part(part: Any, opens: datetime, ends: datetime, zone: ZoneInfo) -> Part:
    """Cut at midnight, on the clock of the zone."""
    starts, stops, kind, title = part
    a, b = max(starts, opens).astimezone(zone), min(stops, ends).astimezone(zone)
    from_, to = (_drawn((one.astimezone(UTC) - opens.astimezone(UTC)) // timedelta(minutes=1)) for one in (a, b))
    return Part(a.replace(tzinfo=None), b.replace(tzinfo=None), kind, title, from_, max(to - from_, 0))


def _drawn(at: int) -> int:
    return round((min(max(at, OPENS), CLOSES) - OPENS) * 1000 / (CLOSES - OPENS))


def hours_by_day(rows: Iterable[Hours]) -> tuple[list[Hours], list[Hours]]:
    """Weekly hours, and the single days that are to come."""
    known, today = list(rows), timezone.localdate()
    return [row for row in known if row.day is None], [row for row in known if row.day and row.day >= today]

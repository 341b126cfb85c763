"""Sheets of a month and of a week. Where something stands is told by classes (c1–c7, r1–r20), never by inline styles.

Everything is on the clock of Casablanca: a sheet has one clock.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.formats import get_format

from events.agenda.models import Session
from events.agenda.states import EventState
from incubator import spoken
from incubator.moments import instant

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
#: A day of a month's sheet names so many; the rest is behind a link to the week.
MOST_A_DAY = 3
#: A day of a week's list names so many.
MOST_A_WEEKDAY = 12
#: A block of a week's sheet names so many side by side in time.
MOST_A_BLOCK = 6
ROWS = 20
#: Heights that the stylesheet knows, in rows.
SPANS = (2, 3, 4, 6, 8, 12, 16, 20)
#: From this length on a date is no block of hours but a strip over days.
LONG = timedelta(hours=13)


@dataclass(frozen=True)
class Item:
    """`note` says that it is cancelled."""

    title: str
    url: str
    clock: str
    note: str


@dataclass
class Day:
    day: date
    is_today: bool
    column: int
    items: list[Item] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class Sheet:
    """`days` are those drawn; `before`, `after` name the sheets on both sides, nothing at the end of the years we draw."""

    first: date
    days: list[Day]
    before: date
    after: date

    @property
    def weekdays(self) -> list[Day]:
        """One day of each kind, from Monday: their names stand above the columns."""
        return sorted(self.days[:7], key=lambda one: one.column)

    @property
    def is_empty(self) -> bool:
        return not any(one.items for one in self.days)


@dataclass(frozen=True)
class Block:
    """Dates that overlap each other stand in one block: one column, from one row down."""

    column: int
    row: int
    span: int
    items: list[Item]
    more: int


@dataclass(frozen=True)
class WeekSheet(Sheet):
    blocks: list[Block]
    strips: list[Item]
    hours: list[tuple[int, str]]


def midnight(day: date) -> datetime:
    return instant(day, time(0), fold=0)


def month_of(day: date) -> tuple[date, date]:
    """The first of its month, and the first of the next."""
    first = day.replace(day=1)
    return first, (first + 32 * DAY).replace(day=1)


def week_of(day: date) -> tuple[date, date]:
    monday = day - day.weekday() * DAY
    return monday, monday + WEEK


def month_sheet(day: date, sessions: Iterable[Session]) -> Sheet:
    first, last = month_of(day)
    days = _days(first, last)
    for session in sessions:
        starts, ends = _local(session)
        for one in days:
            if starts.date() <= one.day <= (ends - timedelta(seconds=1)).date():
                one.items.append(_item(session, starts if starts.date() == one.day else None))
    _cut(days, MOST_A_DAY)
    return Sheet(first, days, month_of(first - DAY)[0], last)


def week_sheet(day: date, sessions: Iterable[Session]) -> WeekSheet:
    first, last = week_of(day)
    days, strips, short = _days(first, last), [], []
    for session in sessions:
        starts, ends = _local(session)
        if ends - starts >= LONG or not first <= starts.date() < last:
            strips.append(_item(session, None, span=(starts, ends)))
        else:
            short.append((starts, ends, session))
            days[(starts.date() - first).days].items.append(_item(session, starts))
    _cut(days, MOST_A_WEEKDAY)
    opens, minutes = _scale(short)
    hours = [(1 + row, _hour(opens + row * minutes // 60)) for row in range(0, ROWS, 60 // minutes)]
    return WeekSheet(first, days, first - WEEK, last, list(_blocks(short, opens, minutes)), strips, hours)


def _days(first: date, last: date) -> list[Day]:
    today = timezone.localdate()
    spread = (first + n * DAY for n in range((last - first).days))
    return [Day(day, day == today, day.weekday() + 1) for day in spread]


def _cut(days: list[Day], most: int) -> None:
    for one in days:
        one.more = max(len(one.items) - most, 0)
        del one.items[most:]


def _local(session: Session) -> tuple[datetime, datetime]:
    return timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)


def _item(session: Session, starts: datetime | None, *, span: tuple[datetime, datetime] | None = None) -> Item:
    said = spoken.clock(starts) if starts else ""
    if span:
        said = f"{spoken.brief(span[0])} – {spoken.brief(span[1])}"
    event = session.event
    note = str(EventState.CANCELLED.label) if event.state == EventState.CANCELLED else ""
    return Item(event.title, event.get_absolute_url(), said, note)


def _scale(short: list[tuple[datetime, datetime, Session]]) -> tuple[int, int]:
    """(first hour, minutes a row): from 8 to 18 by half hours; by hours when something is earlier or later."""
    opens = min([8, *(starts.hour for starts, _ends, _session in short)])
    closes = max([18, *(_end_hour(starts, ends) for starts, ends, _session in short)])
    return (opens, 30) if closes - opens <= ROWS // 2 else (min(opens, 24 - ROWS), 60)


def _end_hour(starts: datetime, ends: datetime) -> int:
    return 24 if ends.date() != starts.date() else ends.hour + bool(ends.minute)


def _blocks(short: list[tuple[datetime, datetime, Session]], opens: int, minutes: int) -> Iterator[Block]:
    for together in _overlapping(short):
        starts, ends = together[0][0], max(last for _first, last, _session in together)
        row = _row(starts, opens, minutes)
        rows = -(-int((ends - starts).total_seconds()) // (60 * minutes))
        span = max(one for one in SPANS if one <= max(min(rows, ROWS - row + 1), SPANS[0]))
        items = [_item(session, first) for first, _last, session in together]
        shown, more = items[:MOST_A_BLOCK], max(len(items) - MOST_A_BLOCK, 0)
        yield Block(starts.isoweekday(), row, span, shown, more)


def _row(starts: datetime, opens: int, minutes: int) -> int:
    passed = (starts.hour - opens) * 60 + starts.minute
    return min(max(1 + passed // minutes, 1), ROWS - SPANS[0] + 1)


def _overlapping(
    short: list[tuple[datetime, datetime, Session]],
) -> Iterator[list[tuple[datetime, datetime, Session]]]:
    """Groups of dates of one day of which each overlaps another, in the order of their start."""
    group: list[tuple[datetime, datetime, Session]] = []
    until: datetime | None = None
    for one in sorted(short, key=lambda date: (date[0], date[1])):
        if group and (until is None or one[0] >= until or one[0].date() != group[0][0].date()):
            yield group
            group, until = [], None
        group.append(one)
        until = max(until or one[1], one[1])
    if group:
        yield group


def _hour(hour: int) -> str:
    return formatted(time(hour % 24), get_format("TIME_FORMAT"))

"""When a calendar file says that its owner is busy. Nothing else of it is kept: no title, no place, no guest.

A file comes from outside: its size, its entries, its repetitions and the time spent on it are bounded.
"""

import time as clock
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar import Calendar

from incubator.errors import Refused

MOST_BYTES, MOST_ENTRIES, MOST_SECONDS = 1_000_000, 2000, 4.0
#: What a rule may say. Hours and minutes would give endless rows; a day with a filter on months may never come.
RULES = {"DAILY": {"BYDAY"}, "WEEKLY": {"BYDAY"}, "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS"}}
RULES["YEARLY"] = RULES["MONTHLY"] | {"BYMONTH"}
PLAIN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"}
Spans = list[tuple[datetime, datetime]]


@dataclass
class Read:
    """`skipped`: entries that could not be understood."""

    spans: Spans = field(default_factory=list)
    skipped: int = 0


def busy_times(content: bytes, first: datetime, last: datetime, *, zone: ZoneInfo) -> Read:
    """Between the two instants, in UTC; times without a zone and whole days are those of `zone`. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(_("The calendar is larger than 1 MB."))
    entries = _entries(content)
    if len(entries) > MOST_ENTRIES:
        raise Refused(_("The calendar has more than %(most)d entries.") % {"most": MOST_ENTRIES})
    moved = _moved(entries)
    found, began = Read(), clock.monotonic()
    for entry in entries:
        if clock.monotonic() - began > MOST_SECONDS:
            raise Refused(_("The calendar repeats its entries in a way that takes too long to read."))
        try:
            found.spans += _spans(entry, first, last, zone=zone, moved=moved)
        except (ValueError, TypeError, AttributeError, OverflowError, KeyError):
            found.skipped += 1
    if len(found.spans) > MOST_ENTRIES:
        raise Refused(_("The calendar has more than %(most)d entries.") % {"most": MOST_ENTRIES})
    return found


def _entries(content: bytes) -> list[Any]:
    try:
        return list(Calendar.from_ical(content).walk("VEVENT"))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError) as broken:
        raise Refused(_("This is not a calendar file (.ics).")) from broken


def _moved(entries: Iterable[Any]) -> set[tuple[str, Any]]:
    """Dates of a series that have an entry of their own."""
    return {(str(entry.get("UID")), entry["RECURRENCE-ID"].dt) for entry in entries if "RECURRENCE-ID" in entry}


def _spans(entry: Any, first: datetime, last: datetime, *, zone: ZoneInfo, moved: set[tuple[str, Any]]) -> Spans:
    is_free = str(entry.get("TRANSP", "")).upper() == "TRANSPARENT"
    if is_free or str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return []
    starts = entry["DTSTART"].dt
    length = _length(entry, starts)
    if length <= timedelta():
        return []
    uid = str(entry.get("UID"))
    found = []
    for wall in _walls(entry, starts, until=last):
        if (uid, wall) not in moved or "RECURRENCE-ID" in entry:
            begins = _instant(wall, zone)
            ends = _instant(wall + length, zone) if not isinstance(wall, datetime) else begins + length
            if begins < last and ends > first:
                found.append((begins, ends))
        if len(found) > MOST_ENTRIES:
            break
    return found


def _length(entry: Any, starts: Any) -> timedelta:
    if "DTEND" in entry:
        return entry["DTEND"].dt - starts
    if "DURATION" in entry:
        return entry["DURATION"].dt
    return timedelta() if isinstance(starts, datetime) else timedelta(days=1)


def _walls(entry: Any, starts: Any, *, until: datetime) -> Iterator[Any]:
    """When it begins, each time: on the entry's own clock, so that ten o'clock stays ten o'clock."""
    out = {day.dt for dates in _lists(entry.get("EXDATE")) for day in dates.dts}
    more = {day.dt for dates in _lists(entry.get("RDATE")) for day in dates.dts}
    yield from (one for one in more - out if type(one) is type(starts))
    if "RRULE" not in entry:
        if starts not in out | more:
            yield starts
        return
    yield from (one for one in _repeated(entry["RRULE"], starts, until=until) if one not in out | more)


def _lists(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _repeated(rule: Any, starts: Any, *, until: datetime) -> Iterator[Any]:
    told = {name.upper(): values for name, values in dict(rule).items()}
    often = str(told["FREQ"][0]).upper()
    if set(told) - PLAIN - RULES.get(often, set()) or often not in RULES:
        raise ValueError(often)
    is_day = not isinstance(starts, datetime)
    zone = None if is_day else starts.tzinfo
    ends = [_at(value, zone) for value in told.get("UNTIL", [])]
    bare = ";".join(part for part in rule.to_ical().decode().split(";") if not part.upper().startswith("UNTIL"))
    last = min([*ends, until.astimezone(zone).replace(tzinfo=None) if zone else until.replace(tzinfo=None)])
    begins = datetime.combine(starts, time()) if is_day else starts.replace(tzinfo=None)
    for wall in rrulestr(bare, dtstart=begins):
        if wall > last:
            return
        yield wall.date() if is_day else wall.replace(tzinfo=zone)


def _at(value: Any, zone: Any) -> datetime:
    """The end of a rule on the entry's own clock."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    return (value.astimezone(zone) if zone and value.tzinfo else value).replace(tzinfo=None)


def _instant(wall: date | datetime, zone: ZoneInfo) -> datetime:
    moment = wall if isinstance(wall, datetime) else datetime.combine(wall, time())
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)

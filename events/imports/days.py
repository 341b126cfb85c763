"""The dates of an event out of a file: civil days, perhaps a start hour. The zone is said for the whole file, never guessed.

The mapping screen tells what is done here, so that nobody is surprised: a change belongs there too.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from events.agenda.clock import WallTime, span
from events.agenda.models import Session
from incubator.moments import Nonexistent

#: A day without hours; with a start hour only, a session lasts until the end of the day, or a while when it begins late.
MORNING, EVENING = time(9), time(18)
LATE, A_WHILE = time(16), 120
#: Up to so many days each is a session; of a longer time only the first and the last day are.
MOST_DAYS = 10
LONGEST = timedelta(days=366)


def days_of(values: Mapping[str, Any]) -> list[date]:
    first = date.fromisoformat(values["starts_on"])
    last = date.fromisoformat(values.get("ends_on") or values["starts_on"])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return days if len(days) <= MOST_DAYS else [first, last]


def walls_of(values: Mapping[str, Any]) -> list[WallTime]:
    hour = time.fromisoformat(values["hour"]) if values.get("hour") else MORNING
    return [WallTime(day, hour, _minutes(hour)) for day in days_of(values)]


def _minutes(hour: time) -> int:
    if hour > LATE:
        return A_WHILE
    return (EVENING.hour - hour.hour) * 60 - hour.minute


def has_gap(values: Mapping[str, Any], zone: ZoneInfo) -> bool:
    """True when the clock of the zone jumps over one of the hours."""
    try:
        for when in walls_of(values):
            span(when, zone)
    except Nonexistent:
        return True
    return False


def said_by(sessions: list[Session]) -> dict[str, Any]:
    """Days and hour of an event as a file says them; a whole day has no hour."""
    if not sessions:
        return {"starts_on": "", "ends_on": "", "hour": ""}
    first, last = sessions[0], sessions[-1]
    is_whole = first.hour == MORNING and first.minutes == _minutes(MORNING)
    return {
        "starts_on": first.day.isoformat(),
        "ends_on": last.day.isoformat(),
        "hour": "" if is_whole else first.hour.isoformat(),
    }


def spread_of(sessions: list[Session]) -> tuple[datetime | None, datetime | None]:
    starts = [session.starts_at for session in sessions]
    return min(starts, default=None), max((session.ends_at for session in sessions), default=None)

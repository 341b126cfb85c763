"""What is derived from wall times: instants of sessions, span of the event, and the release of the zone rules used."""

from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.metadata import version
from typing import NamedTuple
from zoneinfo import ZoneInfo

from events.agenda.models import Event, Session
from incubator.moments import instant


class WallTime(NamedTuple):
    """When a session is, as people say it; `fold` tells which of the two when the clock shows the hour twice."""

    day: date
    hour: time
    minutes: int
    fold: int = 0


@cache
def zone_release() -> str:
    """The release of the zone rules in use: that of the pinned package (domain.md 1.6)."""
    return version("tzdata")


def span(when: WallTime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """(start, end) in UTC: the length counts on instants, so a turn of the clock does not change it. Raises Nonexistent."""
    starts_at = instant(when.day, when.hour, fold=when.fold, zone=zone)
    return starts_at, starts_at + timedelta(minutes=when.minutes)


def wall_of(session: Session) -> WallTime:
    return WallTime(session.day, session.hour, session.minutes, session.fold)


def put(session: Session, when: WallTime, zone: ZoneInfo) -> tuple[str, ...]:
    """Sets wall time and instants of an unsaved change; names the fields for `update_fields`."""
    session.day, session.hour, session.minutes, session.fold = when
    session.starts_at, session.ends_at = span(when, zone)
    session.zone_release = zone_release()
    return ("day", "hour", "minutes", "fold", "starts_at", "ends_at", "zone_release")


def spread(event: Event) -> tuple[str, ...]:
    """Sets first start and last end of an unsaved event from its sessions; names the fields."""
    times = list(event.sessions.values_list("starts_at", "ends_at"))
    event.starts_at = min((start for start, _end in times), default=None)
    event.ends_at = max((end for _start, end in times), default=None)
    return ("starts_at", "ends_at")

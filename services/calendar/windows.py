"""Hours of the week laid on the days of a calendar, as instants."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incubator.moments import instant_or_next
from programs.partners.holidays import Closings, is_ramadan
from services.calendar.intervals import Span, minute
from services.calendar.models import Hours
from services.calendar.states import Season


class Window(NamedTuple):
    """Somebody receives in this span, at a site, by video, or both."""

    span: Span
    site_id: int | None
    by_video: bool


def windows(hours: Iterable[Hours], first: date, last: date, *, zone: ZoneInfo, closed: Closings) -> Iterator[Window]:
    """On public holidays nobody receives; where the site is closed, video is left."""
    weekly: dict[int | None, list[Hours]] = defaultdict(list)
    for row in hours:
        weekly[row.weekday].append(row)
    for ahead in range((last - first).days + 1 if weekly else 0):
        day = first + timedelta(days=ahead)
        if closed.is_closed(day):
            continue
        for row in (*weekly.get(None, ()), *weekly.get(day.weekday(), ())):
            here = None if row.site_id and closed.is_closed(day, row.site_id) else row.site_id
            if is_in_force(row, day) and (here or row.by_video or row.resource_id):
                yield Window(span_on(day, row.starts, row.ends, zone), here, row.by_video)


def is_in_force(row: Hours, day: date) -> bool:
    if row.day is not None:
        return row.day == day
    if row.weekday != day.weekday() or (row.since and day < row.since) or (row.until and day > row.until):
        return False
    return row.season == Season.ALWAYS or (row.season == Season.RAMADAN) == _ramadan(day)


_ramadan = lru_cache(maxsize=2048)(is_ramadan)


@lru_cache(maxsize=8192)
def span_on(day: date, starts: time, ends: time, zone: ZoneInfo) -> Span:
    """Where the clock jumps, the hour after counts; where it shows an hour twice, the span has both."""
    return minute(instant_or_next(day, starts, fold=0, zone=zone)), minute(
        instant_or_next(day, ends, fold=1, zone=zone)
    )

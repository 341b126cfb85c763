"""Do two hours of one person say the same time twice? Weekly hours can meet only where weekday, season and dates do."""

from collections.abc import Iterable

from services.calendar.models import Hours
from services.calendar.states import Season
from services.calendar.windows import is_in_force


def first_overlap(hours: Hours, others: Iterable[Hours]) -> Hours | None:
    return next((other for other in others if overlap(hours, other)), None)


def overlap(one: Hours, other: Hours) -> bool:
    return one.starts < other.ends and other.starts < one.ends and _same_day(one, other)


def _same_day(one: Hours, other: Hours) -> bool:
    if one.day is not None:
        return is_in_force(other, one.day)
    if other.day is not None:
        return is_in_force(one, other.day)
    return one.weekday == other.weekday and _same_season(one, other) and _same_dates(one, other)


def _same_season(one: Hours, other: Hours) -> bool:
    return Season.ALWAYS in {one.season, other.season} or one.season == other.season


def _same_dates(one: Hours, other: Hours) -> bool:
    begins = max((day for day in (one.since, other.since) if day), default=None)
    ends = min((day for day in (one.until, other.until) if day), default=None)
    return begins is None or ends is None or begins <= ends

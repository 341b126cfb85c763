"""Dates to come: those of a series by its rule, and where a session goes when it is moved. Wall times, never instants."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, islice

from django.utils.translation import gettext as _

from events.agenda.clock import WallTime, wall_of
from events.agenda.models import Event, Session
from incubator import spoken
from incubator.errors import Refused
from incubator.moments import Ambiguous, Nonexistent, instant

#: A series is made of so many events at most, the first among them.
MOST_DATES = 60
DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Shift:
    """Days later (or earlier), and the new hour of the first session; the others keep their distance to it."""

    days: int = 0
    hour: time | None = None
    fold: int | None = None

    def of(self, session: Session, first: Session, event: Event) -> WallTime:
        """Raises Refused, naming the date, when the hour does not exist there, or comes twice and nobody said which."""
        wall = datetime.combine(session.day, session.hour) + timedelta(days=self.days) + self._later(first)
        told = {"date": spoken.weekday(wall.date())}
        keeps = wall_of(session) if (wall.date(), wall.time()) == (session.day, session.hour) else None
        fold = keeps.fold if keeps else self.fold
        try:
            instant(wall.date(), wall.time(), fold=fold, zone=event.clock)
        except Nonexistent as gap:
            said = _("%(date)s: this hour does not exist, the clock jumps over it on that day.")
            raise Refused(said % told, field="hour") from gap
        except Ambiguous as twice:
            said = _("%(date)s: this hour comes twice on that day. Say whether you mean the first or the second.")
            raise Refused(said % told, field="fold") from twice
        return WallTime(wall.date(), wall.time(), session.minutes, fold or 0)

    def _later(self, first: Session) -> timedelta:
        if self.hour is None:
            return timedelta()
        return datetime.combine(first.day, self.hour) - datetime.combine(first.day, first.hour)


def weekly(first: date, every: int) -> Iterator[date]:
    return (first + timedelta(days=DAYS_OF_WEEK * every * step) for step in count(1))


def monthly_on_the_day(first: date, every: int) -> Iterator[date]:
    """On the 31st only in months that have one."""
    for year, month in _months(first, every):
        if first.day <= monthrange(year, month)[1]:
            yield date(year, month, first.day)


def monthly_on_the_weekday(first: date, every: int) -> Iterator[date]:
    """On the second Tuesday, the last when there is no fifth."""
    nth = (first.day - 1) // DAYS_OF_WEEK
    for year, month in _months(first, every):
        opening = date(year, month, 1)
        day = 1 + (first.weekday() - opening.weekday()) % DAYS_OF_WEEK + nth * DAYS_OF_WEEK
        yield date(year, month, day if day <= monthrange(year, month)[1] else day - DAYS_OF_WEEK)


def _months(first: date, every: int) -> Iterator[tuple[int, int]]:
    for step in count(1):
        months = first.month - 1 + every * step
        yield first.year + months // 12, months % 12 + 1


RULES = {"weekly": weekly, "monthly_weekday": monthly_on_the_weekday, "monthly_day": monthly_on_the_day}


def days_of(rule: str, first: date, *, every: int, dates: int) -> list[date]:
    """The days after the first one, so that there are `dates` in all."""
    return list(islice(RULES[rule](first, every), max(0, min(dates, MOST_DATES) - 1)))

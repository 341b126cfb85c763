"""Days on which the house is closed: the public holidays of Morocco (library `holidays`; domain.md 1.5), corrected by staff.

The moving feasts of the library are estimates until they are announced; staff add, move and cancel days without a release.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.db.models import Q
from django.utils.translation import get_language

from programs.partners.models import Holiday, Site
from programs.partners.states import HolidayKind

SATURDAY = 5
ONE_DAY = timedelta(days=1)
#: The library's names of its languages.
TONGUES = {"fr": "fr", "ar": "ar", "en": "en_US"}


@lru_cache(maxsize=64)
def _public(year: int, tongue: str) -> dict[date, str]:
    return dict(holidays.country_holidays("MA", years=[year], language=tongue))


def library_days(first: date, last: date) -> list[date]:
    """Public holidays between two days, before the corrections of staff: no query."""
    found = (day for year in range(first.year, last.year + 1) for day in _public(year, TONGUES["fr"]))
    return [day for day in found if first <= day <= last]


@dataclass
class ClosingDays:
    """The days of some years, with the corrections of staff read once: one query, however many days are asked."""

    site: Site | None = None
    corrections: dict[date, Holiday] = field(default_factory=dict)

    @classmethod
    def between(cls, first: date, last: date, *, site: Site | None = None) -> "ClosingDays":
        here = Q(site=None) | Q(site=site) if site else Q(site=None)
        rows = Holiday.objects.filter(here, day__range=(first, last)).order_by("site")
        return cls(site, {row.day: row for row in rows})

    def name(self, day: date) -> str:
        """The holiday's name, or nothing on an ordinary day."""
        corrected = self.corrections.get(day)
        if corrected is None:
            return _public(day.year, TONGUES[(get_language() or "fr")[:2]]).get(day, "")
        return "" if corrected.kind == HolidayKind.CANCELLED else str(corrected)

    def is_working(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.name(day)


@dataclass
class Closings:
    """The same for all sites at once: one query, however many days and sites are asked."""

    days: dict[int | None, ClosingDays]
    everywhere: int | None = None
    _asked: dict[tuple[date, int | None], bool] = field(default_factory=dict)

    @classmethod
    def between(cls, first: date, last: date) -> "Closings":
        rows: dict[int | None, dict[date, Holiday]] = {None: {}}
        for row in Holiday.objects.filter(day__range=(first, last)):
            rows.setdefault(row.site_id, {})[row.day] = row
        return cls({site: ClosingDays(None, {**rows[None], **known}) for site, known in rows.items()})

    def is_closed(self, day: date, site_id: int | None = None) -> bool:
        """Asked again and again for the same days: answered once."""
        asked = (day, site_id)
        if asked not in self._asked:
            known = self.days.get(site_id or self.everywhere, self.days[None])
            self._asked[asked] = bool(known.name(day))
        return self._asked[asked]

    def name(self, day: date) -> str:
        """The holiday's name as seen from here, or nothing."""
        return self.days.get(self.everywhere, self.days[None]).name(day)

    def at(self, site_id: int) -> "Closings":
        """As seen from one site: what is closed there is closed."""
        return Closings(self.days, everywhere=site_id)


def named(days: Iterable[date], *, site: Site | None = None) -> dict[date, str]:
    """Those of the days that are holidays or closing days, with their names; one query."""
    asked = sorted(set(days))
    if not asked:
        return {}
    closed = ClosingDays.between(asked[0], asked[-1], site=site)
    return {day: name for day in asked if (name := closed.name(day))}


def is_working(day: date) -> bool:
    return ClosingDays.between(day, day).is_working(day)


def working_day(day: date) -> date:
    """That day, or the next on which the offices are open."""
    closed = ClosingDays.between(day, day + 30 * ONE_DAY)
    while not closed.is_working(day):
        day += ONE_DAY
    return day


@lru_cache(maxsize=64)
def _ends_of_ramadan(year: int) -> tuple[date, ...]:
    """The days on which Eid al-Fitr begins, as the library estimates them."""
    feasts = [day for day, name in sorted(_public(year, "en_US").items()) if "Fitr" in name]
    return tuple(day for day in feasts if day - ONE_DAY not in feasts)


def is_ramadan(day: date) -> bool:
    """Give or take a day: the month begins and ends when the moon is seen."""
    eids = [*_ends_of_ramadan(day.year), *_ends_of_ramadan(day.year + 1)]
    return any(eid - 30 * ONE_DAY <= day < eid for eid in eids)


@dataclass(frozen=True)
class PublicDay:
    day: date
    name: str
    is_cancelled: bool


def public_days(year: int) -> list[PublicDay]:
    """The library's days of a year, with those that staff have opened everywhere; one query."""
    closed = ClosingDays.between(date(year, 1, 1), date(year, 12, 31))
    days = sorted(_public(year, TONGUES[(get_language() or "fr")[:2]]).items())
    return [PublicDay(day, name, day in closed.corrections and not closed.name(day)) for day, name in days]

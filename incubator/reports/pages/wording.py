"""Figures and periods as people say them, in the language of the page."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.reports.indicators import INDICATORS, Unit
from incubator.reports.snapshots.said import in_unit, number

MILLION = Decimal(1_000_000)
_TENTH = Decimal("0.1")


def unit_of_part(code: str, name: str) -> str:
    """What is not said otherwise is a count."""
    return INDICATORS[code].unit_of(name) if code in INDICATORS else Unit.COUNT


def short(value: Decimal, unit: str) -> str:
    """The same for a tile or an axis: millions of dirhams in one word."""
    if unit == Unit.MAD and abs(value) >= MILLION:
        millions = (value / MILLION).quantize(_TENTH)
        return pgettext("figure", "%(number)s million MAD") % {"number": number(millions)}
    return in_unit(value, unit)


def change(value: Decimal, unit: str) -> str:
    """+11 · −5 points"""
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    if unit == Unit.PERCENT:
        return pgettext("figure", "%(number)s points") % {"number": _signed(sign, number(abs(value)))}
    return _signed(sign, short(abs(value), unit))


def _signed(sign: str, size: str) -> str:
    """In a line of Arabic the sign stays before its number."""
    if not get_language_bidi():
        return f"{sign}{size}"
    amount, *rest = re.split(r"(\s)", size, maxsplit=1)
    return f"\u2066{sign}{amount}\u2069{''.join(rest)}"


def period(first: date, last: date) -> str:
    """A quarter, a half, a year or a month by its name, else from day to day."""
    after, words = last + timedelta(days=1), {"year": last.year}
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day == 1 and after.day == 1 and first.year == last.year:
        if months == 1:
            return spoken.month(last)
        if months == 3 and first.month % 3 == 1:
            return _quarters()[first.month // 3] % words
        if months == 6 and first.month in (1, 7):
            return (_("first half of %(year)d"), _("second half of %(year)d"))[first.month // 7] % words
        if months == 12:
            return _("year %(year)d") % words
    return _("%(first)s to %(last)s") % {"first": spoken.day(first), "last": spoken.day(last)}


def _quarters() -> tuple[str, ...]:
    return (
        _("first quarter of %(year)d"),
        _("second quarter of %(year)d"),
        _("third quarter of %(year)d"),
        _("fourth quarter of %(year)d"),
    )


def brief_period(last: date) -> str:
    """Under a column of a chart: T3 2026 when a quarter ends on this day, else the month."""
    if (last + timedelta(days=1)).day == 1 and last.month % 3 == 0:
        return pgettext("chart", "Q%(quarter)d %(year)d") % {"quarter": last.month // 3, "year": last.year}
    return f"{last:%m/%Y}"


def unit(code: str) -> str:
    return INDICATORS[code].unit if code in INDICATORS else Unit.STARTUPS


def coverage(base: Any, expected: Any) -> str:
    return _("%(base)s of %(expected)s") % {"base": spoken.number(base), "expected": spoken.number(expected)}

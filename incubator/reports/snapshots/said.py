"""A figure with its unit, as people say it in the language of the page; plain text, for pages, papers and letters alike."""

from decimal import Decimal

from django.utils.text import capfirst
from django.utils.translation import pgettext

from incubator import spoken
from incubator.reports.indicators import INDICATORS, Unit

#: Units that the name of the figure tells already.
BARE = {Unit.FILES, Unit.STARTUPS, Unit.PEOPLE, Unit.COUNT}


def label_of(code: str) -> str:
    """The name of an indicator; its code when it is not known any more."""
    return capfirst(str(INDICATORS[code].label)) if code in INDICATORS else code


def number(value: Decimal) -> str:
    return spoken.number(value.normalize()) if value % 1 else spoken.number(int(value))


def in_unit(value: Decimal, unit: str) -> str:
    """66,7 % · 1 395 000 MAD · 19 ETP"""
    if unit == Unit.PERCENT:
        return pgettext("figure", "%(number)s%%") % {"number": number(value)}
    if unit == Unit.MAD:
        return spoken.dirhams(value)
    if unit == Unit.MARK:
        return pgettext("figure", "%(number)s out of 5") % {"number": number(value)}
    if unit in BARE:
        return number(value)
    return f"{number(value)}\u00a0{Unit(unit).label}"


def said(code: str, value: Decimal | int | None) -> str:
    """In the unit of the indicator; a dash for nothing."""
    if value is None:
        return "–"
    return in_unit(Decimal(value), INDICATORS[code].unit if code in INDICATORS else Unit.COUNT)

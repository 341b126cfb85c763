"""A figure with its unit, as people say it in the language of the page; plain text, for pages and letters alike."""

from decimal import Decimal

from django.utils.translation import gettext as _

from incubator import spoken
from incubator.reports.indicators import INDICATORS, Unit

#: Units that the name of the figure tells already.
BARE = (Unit.FILES, Unit.STARTUPS, Unit.PEOPLE)


def said(code: str, value: Decimal | int | None) -> str:
    """1 395 000 MAD; 66,7 %; 19 ETP; a dash for nothing."""
    if value is None:
        return "–"
    unit = INDICATORS[code].unit if code in INDICATORS else None
    if unit == Unit.MAD:
        return spoken.dirhams(Decimal(value))
    number = spoken.number(Decimal(value), decimals=_decimals(Decimal(value)))
    if unit is None or unit in BARE:
        return number
    if unit == Unit.PERCENT:
        return _("%(number)s %%") % {"number": number}
    return _("%(number)s %(unit)s") % {"number": number, "unit": unit.label}


def _decimals(value: Decimal) -> int:
    """Those that say something."""
    exponent = value.normalize().as_tuple().exponent
    return min(2, max(0, -exponent)) if isinstance(exponent, int) else 0

"""Dates, hours and amounts as people say them, in the language of the page. Plain text: letters and PDFs use it too.

Instants are told in the time of Casablanca, the zone of the settings; the formats are those of `incubator/formats`.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Day = date | datetime


def _said(value: Day, style: str) -> str:
    pattern = get_format(style)
    local = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    if local.day == 1 and "j" in pattern:
        pattern = pattern.replace("j", get_format("FIRST_OF_MONTH"), 1)
    return formatted(local, pattern)


def day(value: Day) -> str:
    """18 décembre 2026"""
    return _said(value, "DATE_FORMAT")


def weekday(value: Day) -> str:
    """vendredi 18 décembre 2026"""
    return _said(value, "WEEKDAY_FORMAT")


def month(value: Day) -> str:
    """décembre 2026"""
    return _said(value, "YEAR_MONTH_FORMAT")


def brief(value: Day) -> str:
    """18 déc."""
    return _said(value, "BRIEF_FORMAT")


def clock(value: datetime) -> str:
    """23 h 59"""
    return _said(value, "TIME_FORMAT")


def clock_hour(value: datetime) -> str:
    """23:59, for sheets and tables"""
    return f"{timezone.localtime(value):%H:%M}"


def moment(value: datetime, *, zone: bool = False) -> str:
    """vendredi 18 décembre 2026 à 23 h 59, heure de Casablanca"""
    said = _said(value, "MOMENT_FORMAT")
    return _("%(moment)s, Casablanca time") % {"moment": said} if zone else said


def brief_moment(value: datetime) -> str:
    """18 déc. à 23 h 59"""
    return _said(value, "BRIEF_MOMENT_FORMAT")


def number(value: Decimal | float, *, decimals: int | None = None) -> str:
    """12 345,6; decimals are shown when there are any, or as many as asked for."""
    if decimals is None and value == int(value):
        decimals = 0
    return number_format(value, decimals, use_l10n=True, force_grouping=True)


def dirhams(value: Decimal | int) -> str:
    """1 234 567,50 MAD; centimes only when there are any."""
    decimals = 0 if value == int(value) else 2
    return _("%(amount)s MAD") % {"amount": number(value, decimals=decimals)}


def length(minutes: int) -> str:
    """1 h 30; whole hours without minutes, less than an hour in minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": rest}


def credits(value: Decimal | int) -> str:
    """2 crédits; 1,5 crédit. What is above one is many, as people count."""
    said = ngettext("%(amount)s credit", "%(amount)s credits", 1 if 0 < value < 2 else int(value))
    return said % {"amount": number(value)}

"""What is said of one line of the list behind a figure: a number, and a few words."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from incubator.reports.figures import CENT, TENTH, rounded
from startups.states import Region

Told = tuple[Decimal | None, str]


def _plain(value: Any) -> str:
    """Without the noughts that the database adds, in the digits and separators of the language."""
    if value is None:
        return "–"
    number = Decimal(value)
    whole = number == number.to_integral_value()
    return str(number_format(number, 0 if whole else 2, force_grouping=True))


def _move(was: Any, now: Any) -> str:
    return f"{_plain(was)} → {_plain(now)}"


def _state(row: Any) -> Told:
    return None, str(row.get_state_display())


def _founders(field: str) -> Callable[[Any], Told]:
    def told(row: Any) -> Told:
        return None, _("founders: %(n)s of %(all)s") % {"n": getattr(row, field), "all": row.founders_at_entry}

    return told


def _region(row: Any) -> Told:
    known = row.region_at_entry in Region.values
    return None, str(Region(row.region_at_entry).label) if known else row.region_at_entry


def _satisfaction(row: Any) -> Told:
    return rounded(row.marks / row.answers, CENT), _("answers: %(n)s of %(all)s") % {"n": row.answers, "all": row.asked}


def _number(name: str) -> Callable[[Any], Told]:
    return lambda row: (Decimal(getattr(row, name)), "")


_LINES: dict[str, Callable[[Any], Told]] = {
    "I01": _state,
    "I02": _state,
    "I03": _founders("women_at_entry"),
    "I04": _founders("young_at_entry"),
    "I05": lambda row: (None, str(row.get_state_display())),
    "I06": _region,
    "I07": lambda row: (rounded(row.minutes_all / 60, TENTH), ""),
    "I08": lambda row: (None, str(row.event.title)),
    "I09": _state,
    "I10": _satisfaction,
    "I11": lambda row: (Decimal(row.won), _("introductions: %(n)s of %(all)s") % {"n": row.won, "all": row.made}),
    "I12": _number("fte"),
    "I13": lambda row: (row.fte - row.fte_at_entry, _move(row.fte_at_entry, row.fte)),
    "I14": _number("revenue"),
    "I15": lambda row: (rounded(row.growth), _move(row.before, row.revenue)),
    "I16": _number("new"),
    "I17": lambda row: (rounded(row.ever / row.given, CENT), f"{_plain(row.ever)} / {_plain(row.given)}"),
    "I18": _state,
    "I19": lambda row: (row.gain, _move(row.trl_at_entry, row.trl_now)),
    "I20": lambda row: (row.co2, str(row.ways or "")),
}


def line(code: str, row: Any) -> Told:
    return _LINES[code](row)

"""Figures as rows of a table for whoever reviews them, drawn from a snapshot or from the live data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incubator import spoken
from incubator.reports.dimensions import labels
from incubator.reports.figures import Figure, share
from incubator.reports.indicators import INDICATORS
from incubator.reports.privacy import FEWEST
from incubator.reports.snapshots.differences import Difference
from incubator.reports.snapshots.said import label_of, said
from incubator.reports.snapshots.shapes import Number
from incubator.reports.splits import Split
from incubator.words import pick


@dataclass(frozen=True)
class Row:
    """`is_small`: partners do not see it unless their convention says so. `is_thin`: less than half of those expected reported."""

    code: str
    label: str
    value: str
    coverage: str
    target: str
    before: str
    is_small: bool
    is_thin: bool


def of_snapshot(numbers: Mapping[str, Number]) -> list[Row]:
    return [_row(code, one, one.target, one.before) for code, one in numbers.items()]


def of_live(figures: Mapping[str, Figure]) -> list[Row]:
    return [_row(code, one, None, None) for code, one in figures.items()]


def _row(code: str, one: Number | Figure, target: Any, before: Any) -> Row:
    covered = share(one.base, one.expected)
    told = _("%(base)d of %(expected)d") % {"base": one.base, "expected": one.expected}
    return Row(
        code,
        label_of(code),
        said(code, one.value),
        f"{told} ({spoken.number(covered)} %)" if covered is not None else told,
        said(code, target),
        said(code, before),
        is_small=0 < one.base < FEWEST,
        is_thin=covered is not None and covered < 50,
    )


@dataclass(frozen=True)
class Change:
    label: str
    was: str
    now: str


def changes(found: Iterable[Difference]) -> list[Change]:
    """Differences in words, in the language of the page."""
    return [Change(f"{one.code} · {_what(one)}", _side(one, one.was), _side(one, one.now)) for one in found]


def _what(one: Difference) -> str:
    names = {
        "": label_of(one.code),
        "base": _("counted from"),
        "expected": _("expected"),
        "target": _("target"),
        "before": _("period before"),
    }
    if one.by:
        cell = pick(one.words or {}) or labels(Split(one.by), [one.key])[one.key]
        told = {"figure": label_of(one.code), "by": Split(one.by).label, "cell": cell}
        return _("%(figure)s, %(by)s: %(cell)s") % told
    parts = INDICATORS[one.code].parts if one.code in INDICATORS else {}
    return str(names.get(one.name) or parts.get(one.name, one.name))


def _side(one: Difference, value: Any) -> str:
    is_value = one.name in {"", "target", "before"}
    return said(one.code, value) if is_value else "–" if value is None else spoken.number(value)

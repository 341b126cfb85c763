"""A snapshot as a partner is shown it, the same on the page, on paper and in sheets: the only place where hidden stays hidden.

What is built on fewer startups than `fewest` is "n < 3" with neither base nor parts; what nobody reported is said so and
is never zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from incubator.reports.indicators import HEADLINES, INDICATORS, Unit
from incubator.reports.pages import names, wording
from incubator.reports.pages.smallness import BASES, told_parts, without_hidden
from incubator.reports.privacy import FEWEST
from incubator.reports.snapshots.said import in_unit, label_of
from incubator.reports.snapshots.shapes import Number, Slice, Snapshot
from incubator.reports.splits import Split

SHOWN, SMALL, MISSING, NONE = "shown", "small", "missing", "none"
HUNDRED = Decimal(100)
#: Parts that are said when they hold, and else not.
WARNINGS = {"mixed"}
#: Of the figures that are split, the one whose bars stand on the page.
SPLIT_FIRST = ("I05", "I16", "I12", "I01")


@dataclass(frozen=True)
class Line:
    """One indicator. Numbers are None where they are hidden or missing; `said`, `aim` and `was` are their words."""

    code: str
    label: str
    unit: str
    standing: str
    value: Decimal | None
    said: str
    base: int | None
    expected: int | None
    coverage: str
    target: Decimal | None = None
    aim: str = ""
    reached: int | None = None
    before: Decimal | None = None
    was: str = ""
    change: str = ""
    moved: int = 0
    named_parts: dict[str, tuple[str, Decimal, str]] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        return self.standing == SHOWN

    @property
    def short(self) -> str:
        return wording.short(self.value, self.unit) if self.value is not None else self.said

    @property
    def parts(self) -> list[tuple[str, Decimal, str]]:
        """(name, number, in words) of what the figure was made of."""
        return list(self.named_parts.values())

    @property
    def rate(self) -> str:
        """How much of its target is reached."""
        return "" if self.reached is None else in_unit(Decimal(self.reached), Unit.PERCENT)

    @property
    def bar(self) -> int:
        return min(self.reached or 0, 100)


@dataclass(frozen=True)
class Cell:
    """One line of a split; `value` None: hidden, or nothing reported."""

    label: str
    value: Decimal | None
    said: str
    base: int | None
    bar: float = 0


@dataclass(frozen=True)
class Table:
    code: str
    by: str
    title: str
    figure: str
    unit: str
    cells: list[Cell]


def fewest_for(convention: Any) -> int:
    return 0 if convention.keeps_small_cells else FEWEST


def hidden() -> str:
    """Of too few startups, or what would give such a cell away: which of both is not told."""
    return pgettext("figure", "hidden")


def small() -> str:
    return _("n < %(fewest)d") % {"fewest": FEWEST}


def standing(number: Number, fewest: int) -> str:
    if 0 < number.base < fewest:
        return SMALL
    if number.value is not None:
        return SHOWN
    return MISSING if number.expected else NONE


def lines(snapshot: Snapshot, fewest: int = FEWEST) -> list[Line]:
    """Every indicator that the snapshot has, in their order."""
    return [line(code, number, fewest) for code, number in sorted(without_hidden(snapshot, fewest).items())]


def line(code: str, number: Number, fewest: int) -> Line:
    how, unit = standing(number, fewest), wording.unit(code)
    number = replace(number, parts=told_parts(number.parts, fewest))
    told: dict[str, Any] = {"code": code, "label": label_of(code), "unit": unit, "standing": how}
    if number.target is not None:
        told |= {"target": number.target, "aim": in_unit(number.target, unit)}
    if number.before is not None:
        told |= {"before": number.before, "was": in_unit(number.before, unit)}
    if how == SMALL:
        return Line(**told, value=None, said=small(), base=None, expected=None, coverage=small())
    told |= {"base": number.base, "expected": number.expected}
    told["coverage"] = wording.coverage(number.base, number.expected) if number.expected else ""
    if how != SHOWN or number.value is None:
        return Line(**told, value=None, said=_("not reported") if how == MISSING else _("not applicable"))
    return Line(
        **told,
        **_compared(number, unit),
        value=number.value,
        said=in_unit(number.value, unit),
        named_parts=_parts(code, number, unit),
    )


def _compared(number: Number, unit: str) -> dict[str, Any]:
    told: dict[str, Any] = {}
    value = number.value or Decimal(0)
    if number.target is not None and number.target > 0:
        told["reached"] = max(int(value * HUNDRED / number.target), 0)
    if number.before is not None:
        by = value - number.before
        told |= {"change": wording.change(by, unit), "moved": (by > 0) - (by < 0)}
    return told


def _parts(code: str, number: Number, unit: str) -> dict[str, tuple[str, Decimal, str]]:
    known = INDICATORS[code].parts if code in INDICATORS else {}
    order = [*(name for name in known if name in number.parts), *sorted(set(number.parts) - set(known))]
    return {
        name: (str(known.get(name, name)), value, in_unit(value, wording.unit_of_part(code, name)))
        for name, value in ((name, number.parts[name]) for name in order)
        if not name.endswith(BASES) and (value or name not in WARNINGS)
    }


def headlines(shown: list[Line]) -> list[Line]:
    """The four figures that matter; where one has nothing to show, the next that has."""
    by_code = {one.code: one for one in shown}
    first = [by_code[code] for code in HEADLINES if code in by_code]
    spare = [one for one in shown if one.is_shown and one not in first]
    return [*(one for one in first if one.is_shown), *spare, *(one for one in first if not one.is_shown)][:4]


def tables(snapshot: Snapshot, fewest: int = FEWEST) -> list[Table]:
    """Per split, the figure that says most about it."""
    chosen = []
    for by in Split.values:
        codes = dict.fromkeys((*SPLIT_FIRST, *snapshot.splits))
        having = (code for code in codes if _says(snapshot.splits.get(code, {}).get(by, []), fewest))
        if code := next(having, None):
            chosen.append(table(code, by, snapshot, fewest))
    return chosen


def _says(cells: list[Slice], fewest: int) -> bool:
    """A table of hidden cells says nothing."""
    return any(_is_open(one, fewest) for one in cells)


def tables_of(code: str, snapshot: Snapshot, fewest: int = FEWEST) -> list[Table]:
    kept = snapshot.splits.get(code, {})
    return [table(code, by, snapshot, fewest) for by in Split.values if kept.get(by)]


def every_table(snapshot: Snapshot, fewest: int = FEWEST) -> Iterator[Table]:
    for code in sorted(snapshot.splits):
        yield from tables_of(code, snapshot, fewest)


def table(code: str, by: str, snapshot: Snapshot, fewest: int) -> Table:
    unit, cells = wording.unit(code), snapshot.splits[code][by]
    called = names.of_cells(by, cells)
    peak = max((abs(one.value) for one in cells if _is_open(one, fewest)), default=Decimal(0)) or Decimal(1)  # type: ignore[arg-type]
    return Table(
        code=code,
        by=by,
        title=names.of_split(by),
        figure=label_of(code),
        unit=unit,
        cells=[_cell(called[one.key], one, unit, fewest=fewest, peak=peak) for one in cells],
    )


def _is_open(cell: Slice, fewest: int) -> bool:
    return not cell.is_hidden and cell.value is not None and not 0 < cell.base < fewest


def _cell(label: str, cell: Slice, unit: str, *, fewest: int, peak: Decimal) -> Cell:
    if cell.is_hidden:
        return Cell(label, None, hidden(), None)
    if 0 < cell.base < fewest:
        return Cell(label, None, small(), None)
    if cell.value is None:
        return Cell(label, None, _("not reported"), cell.base)
    bar = float(max(cell.value, Decimal(0)) * HUNDRED / peak)
    return Cell(label, cell.value, in_unit(cell.value, unit), cell.base, round(bar, 1))

"""Small groups are not shown, nor what would let them be found by subtraction (domain.md 2.2, rule 7; product.md J5).

Whoever reads a table knows its whole and every cell that is shown, so she knows what the hidden ones are together. Cells
are therefore hidden until those missing from a whole are two at least, of `fewest` startups or more, not all of one
startup, and not all nought or all everything; and until no hidden cell follows from several tables at once (a programme
is the sum of its cohorts). Where even all cells together are too few, there is no table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from incubator.reports.definitions import INDICATORS
from incubator.reports.dimensions import Split
from incubator.reports.figures import FEWEST, HUNDRED
from incubator.reports.splits import Part
from incubator.reports.units import Unit
from programs.partners.models import Cohort

__all__ = ["FEWEST", "FEWEST_LISTED", "nesting", "suppress", "suppress_together"]

#: A list behind a figure without names: fewer lines than this are a count only.
FEWEST_LISTED = 5

#: (split, key of the cell)
Cell = tuple[str, str]
#: Cells whose sum is known, and by which shown or hidden cell; none: by the whole.
Sum = tuple[tuple[Cell, ...], Cell | None]


def suppress(parts: Sequence[Part], *, fewest: int = FEWEST) -> list[Part]:
    """One split of a figure whose whole is shown. A hidden cell keeps its key and label, and has no figure."""
    return suppress_together({Split.REGION: parts}, fewest=fewest)[Split.REGION]


def suppress_together(
    tables: Mapping[Split, Sequence[Part]], *, inside: Mapping[str, str] | None = None, fewest: int = FEWEST
) -> dict[Split, list[Part]]:
    """Several splits of one figure. `inside`: the programme of each cohort, by their keys (see `nesting`)."""
    cells = {(str(by), part.key): part for by, parts in tables.items() for part in parts}
    sums = [*_wholes(tables), *_programmes(cells, inside or {})]
    hidden = {cell for cell, part in cells.items() if part.figure and 0 < part.figure.base < fewest}
    while (one := _next(sums, cells, hidden, fewest)) is not None:
        hidden.add(one)
    return {by: _shown(by, parts, hidden, fewest) for by, parts in tables.items()}


def nesting() -> dict[str, str]:
    """The programme of every cohort, by their keys in splits."""
    return {str(pk): str(programme) for pk, programme in Cohort.objects.order_by().values_list("pk", "programme")}


def _wholes(tables: Mapping[Split, Sequence[Part]]) -> list[Sum]:
    return [(tuple((str(by), part.key) for part in parts), None) for by, parts in tables.items()]


def _programmes(cells: Mapping[Cell, Part], inside: Mapping[str, str]) -> list[Sum]:
    cohorts = [cell for cell in cells if cell[0] == Split.COHORT]
    programmes = [cell for cell in cells if cell[0] == Split.PROGRAMME]
    return [
        (tuple(cell for cell in cohorts if inside.get(cell[1]) == programme[1]), programme) for programme in programmes
    ]


def _next(sums: Sequence[Sum], cells: Mapping[Cell, Part], hidden: set[Cell], fewest: int) -> Cell | None:
    """The smallest cell that has to be hidden too; none when nothing can be reckoned any more."""
    for group, whole in sums:
        away = [cells[cell] for cell in group if cell in hidden]
        is_open = bool(away) and whole not in hidden and not _is_safe(away, fewest)
        if is_open and (found := _smallest(group, cells, hidden)):
            return found
    for cell in sorted(_reckoned(sums, hidden)):
        beside = [other for group, whole in sums for other in (*group, whole) if other and cell in (*group, whole)]
        if found := _smallest(beside, cells, hidden):
            return found
    return None


def _smallest(group: Iterable[Cell], cells: Mapping[Cell, Part], hidden: set[Cell]) -> Cell | None:
    open_cells = [(part.figure.base, cell) for cell in group if cell not in hidden and (part := cells[cell]).figure]
    return min(((base, cell) for base, cell in open_cells if base), default=(0, None))[1]


def _is_safe(away: Sequence[Part], fewest: int) -> bool:
    figures = [part.figure for part in away if part.figure]
    together = sum(figure.base for figure in figures)
    values = {figure.value for figure in figures}
    least, most = Decimal(0), HUNDRED if INDICATORS[figures[0].code].unit == Unit.PERCENT else None
    return len(figures) > 1 and together >= fewest and together > len(figures) and values not in ({least}, {most})


def _reckoned(sums: Sequence[Sum], hidden: set[Cell]) -> set[Cell]:
    """Hidden cells that follow from the sums: those that elimination leaves alone in a row."""
    order = sorted(hidden)
    rows = [
        [Fraction((cell in group) - (cell == whole)) for cell in order]
        for group, whole in sums
        if any(cell in group or cell == whole for cell in order)
    ]
    return {order[next(at for at, n in enumerate(row) if n)] for row in _reduced(rows) if sum(n != 0 for n in row) == 1}


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form."""
    done: list[list[Fraction]] = []
    for at in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows if row[at]), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        pivot = [n / pivot[at] for n in pivot]
        rows, done = ([_less(row, pivot, row[at]) for row in some] for some in (rows, done))
        done.append(pivot)
    return done


def _less(row: list[Fraction], other: list[Fraction], times: Fraction) -> list[Fraction]:
    return [n - times * o for n, o in zip(row, other, strict=True)]


def _shown(by: Split, parts: Sequence[Part], hidden: set[Cell], fewest: int) -> list[Part]:
    away = [part for part in parts if (str(by), part.key) in hidden]
    if away and not _is_safe(away, fewest):
        return []
    return [replace(part, figure=None) if part in away else part for part in parts]

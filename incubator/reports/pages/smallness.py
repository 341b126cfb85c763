"""Parts of a figure are cells too: what a split hides, or what fewer than three make up, is no part to be told."""

from dataclasses import replace
from decimal import Decimal

from incubator.reports.snapshots.shapes import Number, Snapshot
from incubator.reports.splits import Split

Parts = dict[str, Decimal]
#: A part of this ending says how many startups stand behind another.
BASES = "_startups"
#: Parts that make up the whole: one that is missing could be found by subtraction.
COUNTS = "state_"


def told_parts(parts: Parts, fewest: int) -> Parts:
    """Without those of fewer startups, or files, than may be told."""
    if not fewest:
        return parts
    hidden = {name for name in parts if 0 < parts.get(f"{name}{BASES}", fewest) < fewest}
    return {name: value for name, value in parts.items() if name not in hidden | _small_counts(parts, fewest)}


def _small_counts(parts: Parts, fewest: int) -> set[str]:
    counts = sorted((value, name) for name, value in parts.items() if name.startswith(COUNTS) and value)
    small = [name for value, name in counts if value < fewest]
    # The next smallest goes with them while those that are hidden would be told by the rest.
    hidden = sum(value for value, _name in counts if value < fewest)
    return {name for _value, name in counts[: len(small) + 1]} if 0 < hidden < fewest else set(small)


def without_hidden(snapshot: Snapshot, fewest: int) -> dict[str, Number]:
    """The numbers; money by instrument only where the split by instrument shows it."""
    if not fewest:
        return snapshot.numbers
    return {code: _by_instrument(snapshot, code, number) for code, number in snapshot.numbers.items()}


def _by_instrument(snapshot: Snapshot, code: str, number: Number) -> Number:
    cells = snapshot.splits.get(code, {}).get(Split.INSTRUMENT)
    if cells is None:
        return number
    shut = {cell.key for cell in cells if cell.is_hidden}
    return replace(number, parts={name: value for name, value in number.parts.items() if name not in shut})

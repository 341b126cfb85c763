"""The list a figure was counted from, as a reader may see it (product.md J5, domain.md 2.2 rule 7).

Names only where the convention or a live consent of the startup allows, numbers beside them only where its figures are shared
too. The rest is listed without names when it is at least five, by size, so that neither the order nor what stands beside a
number says who it is; when one or two are left over, no number is listed, for the total would tell theirs.
"""

from dataclasses import dataclass
from decimal import Decimal

from incubator.reports.privacy import FEWEST, FEWEST_LISTED
from incubator.reports.snapshots.shapes import Counted
from incubator.words import pick


@dataclass(frozen=True)
class Named:
    name: str
    number: Decimal | None
    detail: str


@dataclass(frozen=True)
class Listing:
    """`rest`: how many lines stand without a name; `unnamed`: their numbers, when they may be told."""

    total: int
    named: list[Named]
    unnamed: list[Decimal | None]
    rest: int

    @property
    def has_numbers(self) -> bool:
        return any(one is not None for one in [*(row.number for row in self.named), *self.unnamed])

    @property
    def has_details(self) -> bool:
        return any(row.detail for row in self.named)


def listed(rows: list[Counted], *, names: dict[int, str], figures: set[int], fewest: int = FEWEST) -> Listing:
    """`names` may be told; of those in `figures` the number too."""
    open_ = [row for row in rows if row.startup in names]
    shut = [row for row in rows if row.startup not in names or row.startup not in figures]
    hidden = _size(shut)
    has_numbers = not 0 < hidden < fewest
    named = [
        Named(
            names[row.startup or 0],
            row.number if has_numbers and row.startup in figures else None,
            pick(row.detail) if row.startup in figures else "",
        )
        for row in open_
    ]
    unnamed = sorted((row.number for row in shut), key=lambda one: -(one or Decimal(0)))
    return Listing(
        total=len(rows),
        named=sorted(named, key=lambda one: (one.name.casefold(), one.detail)),
        unnamed=unnamed if hidden >= FEWEST_LISTED and any(one is not None for one in unnamed) else [],
        rest=sum(row.startup not in names for row in rows),
    )


def _size(rows: list[Counted]) -> int:
    """Startups behind the lines; a line about no startup stands for itself."""
    return len({row.startup for row in rows if row.startup is not None}) + sum(row.startup is None for row in rows)

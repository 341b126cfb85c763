"""A figure split by an attribute, as of entry in the cohort (domain.md 2.2, rules 5 and 6).

A startup that takes part in two programmes counts in both cells and once in the whole.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from incubator.reports.counts.base import columns_of
from incubator.reports.counts.binding import grouped, summed
from incubator.reports.counts.money import of_kind
from incubator.reports.counts.places import PLACES, by_site
from incubator.reports.counts.register import RECIPES
from incubator.reports.dimensions import INSTRUMENTS, Split, labels
from incubator.reports.figures import Figure
from incubator.reports.scope import Scope

__all__ = ["SPLITS", "Part", "Split", "split"]


@dataclass(frozen=True)
class Part:
    """One cell. `key` is stable and empty for what is not known; `label` is in the language of now; no figure: hidden."""

    key: str
    label: str
    figure: Figure | None

    @property
    def is_hidden(self) -> bool:
        return self.figure is None


_EVERYWHERE = (
    Split.PROGRAMME,
    Split.COHORT,
    Split.REGION,
    Split.SECTOR,
    Split.STAGE,
    Split.WOMEN_LED,
    Split.YOUTH_LED,
    Split.LEGAL,
)
_NOT: dict[str, tuple[Split, ...]] = {"I03": (Split.WOMEN_LED,), "I04": (Split.YOUTH_LED,), "I06": (Split.REGION,)}
#: Which splits make sense for which indicator.
SPLITS: dict[str, tuple[Split, ...]] = {
    code: tuple(by for by in _EVERYWHERE if by not in _NOT.get(code, ())) for code in RECIPES
}
SPLITS |= {
    "I05": (*SPLITS["I05"], Split.SITE),
    "I07": (*SPLITS["I07"], Split.SITE),
    "I08": (Split.PROGRAMME, Split.COHORT, Split.SITE),
    "I16": (*SPLITS["I16"], Split.INSTRUMENT),
}
#: Then a startup is told apart by these too.
ALSO: dict[str, tuple[str, ...]] = {Split.PROGRAMME: ("cohort__programme",), Split.COHORT: ("cohort",)}


def split(code: str, scope: Scope, by: Split) -> list[Part]:
    """Every cell that has a row, in the order of the list; what is not known comes last."""
    if by not in SPLITS[code]:
        raise ValueError(f"{code} is not split by {by}")
    if by == Split.INSTRUMENT:
        found = _by_instrument(scope)
    elif by == Split.SITE and code in PLACES:
        found = dict(by_site(code, scope))
    else:
        found = _grouped(code, scope, by)
    return [Part(key, label, found[key]) for key, label in labels(by, found).items()]


def _grouped(code: str, scope: Scope, by: Split) -> dict[str, Figure]:
    recipe = RECIPES[code]
    sums: dict[str, Any] = {f"n_{name}": found for name, found in recipe.sums.items()}

    def rows(like: Scope) -> QuerySet[Any, Any]:
        things = recipe.family.rows(like, ALSO.get(by, ()))
        told = things.annotate(**columns_of(recipe, like), cell=recipe.family.keys[by])
        return told.order_by().values("cell").annotate(**sums)

    cells = grouped(("split", code, by), scope, rows)
    return {_key(cell["cell"]): recipe.tell({name: cell[f"n_{name}"] for name in recipe.sums}) for cell in cells}


def _key(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _by_instrument(scope: Scope) -> dict[str, Figure]:
    recipe = RECIPES["I16"]
    sums: dict[str, Any] = {"all": Count("pk")}
    for name in INSTRUMENTS:
        sums |= {f"n_{name}": Count(of_kind(name)), f"sum_{name}": Sum(of_kind(name))}

    def rows(like: Scope) -> QuerySet[Any]:
        return recipe.family.rows(like, ()).annotate(kinds=recipe.family.columns["kinds"](like))

    found = summed(("instruments",), scope, rows, sums)
    return {
        name: Figure("I16", found[f"sum_{name}"], found[f"n_{name}"], found["all"])
        for name in INSTRUMENTS
        if found[f"n_{name}"]
    }

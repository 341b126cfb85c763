"""The list a figure was counted from: the rows of its recipe, one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from incubator.reports.counts.base import Recipe, columns_of
from incubator.reports.counts.money import of_kind
from incubator.reports.counts.places import PLACES, who_came
from incubator.reports.counts.register import RECIPES
from incubator.reports.dimensions import INSTRUMENTS
from incubator.reports.scope import Scope
from incubator.reports.splits import ALSO, Split
from incubator.reports.wording import line


@dataclass(frozen=True)
class Behind:
    """One thing that counted. Names are here: whoever shows the list asks whether they may be shown."""

    startup_id: int | None
    startup_name: str
    detail: str
    number: Decimal | None
    thing: tuple[str, str]


def behind(code: str, scope: Scope, *, key: tuple[Split, str] | None = None) -> list[Behind]:
    """`key`: only what counted in one cell of a split. One query."""
    return said(code, counted(code, scope, key=key), key=key)


def counted(code: str, scope: Scope, *, key: tuple[Split, str] | None = None) -> list[Any]:
    """The rows themselves, to be said in one language or in several."""
    recipe = RECIPES[code]
    by, cell = key or (None, "")
    rows = recipe.family.rows(scope, ALSO.get(by, ()) if by else ()).annotate(**columns_of(recipe, scope))
    rows = rows.filter(recipe.counted).select_related(*recipe.family.related)
    rows = rows if by is None else _in_cell(rows, recipe, scope, (by, cell))
    return list(rows.order_by("startup__sort_key", "pk"))


def said(code: str, rows: Iterable[Any], *, key: tuple[Split, str] | None = None) -> list[Behind]:
    """In the language of now."""
    by = key[0] if key else None
    return [_line(RECIPES[code], row, by) for row in rows]


def _in_cell(rows: QuerySet[Any], recipe: Recipe, scope: Scope, key: tuple[Split, str]) -> QuerySet[Any]:
    by, cell = key
    if by == Split.INSTRUMENT:
        if cell not in INSTRUMENTS:
            return rows.none()
        kinds = columns_of(recipe, scope, *recipe.apart)["kinds"]
        return rows.annotate(kinds=kinds).annotate(of_kind=of_kind(cell)).filter(of_kind__isnull=False)
    if by in _TABLES and cell and not cell.isdecimal():
        return rows.none()
    if by == Split.SITE and recipe.code in PLACES:
        return rows.filter(who_came(recipe.code, scope, cell))
    unknown = Q(cell=None) if by in _TABLES else Q(cell="")
    return rows.annotate(cell=recipe.family.keys[by]).filter(Q(cell=cell) if cell else unknown)


_TABLES = (Split.PROGRAMME, Split.COHORT, Split.SITE)


def _line(recipe: Recipe, row: Any, by: Split | None) -> Behind:
    """In a cell of one site or one instrument the number of the whole would mislead."""
    number, detail = line(recipe.code, row)
    if by == Split.INSTRUMENT:
        number = row.of_kind
    elif by == Split.SITE:
        number = None
    thing = (row._meta.label_lower, str(row.pk))
    return Behind(row.startup_id, row.startup.name if row.startup else "", detail, number, thing)

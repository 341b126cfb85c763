"""All figures of a scope in few queries: recipes over the same rows are summed up together."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from incubator.reports.counts import delivered, selection
from incubator.reports.counts.base import Recipe, identity
from incubator.reports.counts.binding import LAUNCH, summed
from incubator.reports.counts.members import entered
from incubator.reports.counts.register import RECIPES
from incubator.reports.figures import Figure
from incubator.reports.scope import Scope


def reckoned(recipes: Iterable[Recipe], scope: Scope) -> list[Figure]:
    """Of one family, in one query."""
    asked = list(recipes)
    family = asked[0].family
    names = {name for recipe in asked for name in (*recipe.columns, *recipe.apart)}

    def rows(like: Scope) -> QuerySet[Any]:
        columns = {name: column(like) for name, column in family.columns.items() if name in names}
        return family.rows(like, ()).annotate(**columns)

    sums = [{**recipe.sums, **recipe.more} for recipe in asked]
    told = {f"{n}_{name}": one for n, some in enumerate(sums) for name, one in some.items()}
    found = summed(("figures", *(recipe.code for recipe in asked)), scope, rows, told)
    return [one.tell({name: found[f"{n}_{name}"] for name in sums[n]}) for n, one in enumerate(asked)]


def all_figures(scope: Scope, *, with_surroundings: bool = True) -> dict[str, Figure]:
    """`with_surroundings`: also the parts that need a query of their own, the files not counted and the startups since launch."""
    families: dict[int, list[Recipe]] = {}
    for recipe in (*RECIPES.values(), *selection.APPLICANTS):
        families.setdefault(id(recipe.family), []).append(recipe)
    told = {figure.code: figure for recipes in families.values() for figure in reckoned(recipes, scope)}
    more = {"I03": told["I03 applicants"].parts, "I04": told["I04 applicants"].parts}
    if with_surroundings:
        more |= {"I01": tuple(selection.around(scope)), "I05": (("since_launch", _since_launch(scope)),)}
    return {code: _with(told[code], more.get(code, ())) for code in RECIPES}


def _with(figure: Figure, parts: Iterable[tuple[str, Decimal]]) -> Figure:
    return replace(figure, parts=(*figure.parts, *parts))


def _since_launch(scope: Scope) -> Decimal:
    """Startups accompanied since the beginning, up to the last day."""
    ever = replace(scope, first_day=LAUNCH)

    def rows(like: Scope) -> QuerySet[Any]:
        return entered(like).annotate(served=delivered.is_served(like)).filter(served=True)

    return Decimal(summed(("ever",), ever, rows, {"n": Count(identity(), distinct=True)})["n"])

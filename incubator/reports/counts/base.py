"""A family is rows of one thing with columns beside them; a recipe sums them up into a figure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DecimalField,
    ExpressionWrapper,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Substr
from django.db.models.lookups import GreaterThanOrEqual

from incubator.moments import midnight
from incubator.reports.counts.binding import derived
from incubator.reports.figures import Figure
from incubator.reports.scope import Scope

NUMBER = DecimalField(max_digits=20, decimal_places=4)
Found = Mapping[str, Any]
Parts = list[tuple[str, Decimal]]


class SumOf(Subquery):
    """The sum of the column `n` of another table's rows; none when there is no row."""

    template = "(SELECT SUM(n) FROM (%(subquery)s) counted)"
    output_field = NUMBER


class CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Family:
    """`rows(scope, also)`: each thing once, or once for each value of the fields `also`."""

    rows: Callable[[Scope, tuple[str, ...]], QuerySet[Any]]
    columns: Mapping[str, Callable[[Scope], Any]] = field(default_factory=dict)
    keys: Mapping[str, Any] = field(default_factory=dict)
    related: tuple[str, ...] = ("startup",)


@dataclass(frozen=True)
class Recipe:
    """`sums` are aggregates over the rows and `columns` of the family, `tell` makes the figure of them; `counted`: the rows
    that the figure was counted from. `more` sums, over columns `apart`, are told of the whole only, not of its splits.
    """

    code: str
    family: Family
    columns: tuple[str, ...]
    sums: Mapping[str, Any]
    tell: Callable[[Found], Figure]
    counted: Q = field(default_factory=Q)
    apart: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


def columns_of(recipe: Recipe, scope: Scope, *more: str) -> dict[str, Any]:
    return {name: recipe.family.columns[name](scope) for name in (*recipe.columns, *more)}


def span(scope: Scope) -> tuple[datetime, datetime]:
    """From the first instant of the first day to that of the day after the last."""
    return derived(scope.first_day, midnight), derived(scope.last_day + timedelta(days=1), midnight)


def during(scope: Scope, field_name: str) -> Q:
    first, end = span(scope)
    return Q(**{f"{field_name}__gte": first, f"{field_name}__lt": end})


def within(scope: Scope, path: str = "") -> Q:
    """Of the programmes and the cohort of the scope; `path` leads to what has a cohort."""
    found = Q()
    if scope.programmes:
        found &= Q(**{f"{path}cohort__programme__in": scope.programmes})
    if scope.cohort is not None:
        found &= Q(**{f"{path}cohort": scope.cohort})
    return found


def identity(path: str = "startup") -> Any:
    """A company by the first nine digits of its ICE, else by its record; a merged record is the one that stays (rule 3)."""
    record = Cast(Coalesce(f"{path}__merged_into", f"{path}__pk"), CharField())
    return Case(
        When(~Q(**{f"{path}__ice": ""}), then=Substr(f"{path}__ice", 1, 9)),
        default=Concat(Value("s"), record),
        output_field=CharField(),
    )


def is_true(condition: Any) -> ExpressionWrapper:
    return ExpressionWrapper(Q(condition), output_field=BooleanField())


def half_or_more(part: str, whole: str) -> Any:
    """Yes or no; unknown when either is."""
    known = Q(**{f"{part}__isnull": False, f"{whole}__gt": 0})
    return Case(
        When(known & Q(GreaterThanOrEqual(F(part) * 2, F(whole))), then=Value("yes")),
        When(known, then=Value("no")),
        default=Value(""),
        output_field=CharField(),
    )


def count(found: Any) -> Decimal:
    return Decimal(found or 0)

"""I12 to I15 and I20: what startups declared, and nothing in the place of what they did not."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    RowRange,
    Subquery,
    Sum,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Lower, Trim
from django.db.models.lookups import Exact

from incubator.moments import midnight
from incubator.reports.counts.base import NUMBER, Family, Found, Recipe, SumOf, within
from incubator.reports.counts.binding import derived
from incubator.reports.counts.members import KEYS, declarers
from incubator.reports.figures import CENT, Figure, Median, known, rounded, share
from incubator.reports.scope import Scope
from programs.statements.models import Period, Value
from programs.statements.states import Evidence, StatementState

REPORTED = (StatementState.SUBMITTED, StatementState.VERIFIED)


class WaysOf(Subquery):
    """The different texts of a column, as one text."""

    template = "(SELECT STRING_AGG(DISTINCT n, ' | ' ORDER BY n) FROM (%(subquery)s) counted)"
    output_field = CharField()


class HowManyOf(Subquery):
    template = "(SELECT COUNT(DISTINCT n) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def closed_year(day: date) -> int:
    """The last calendar year that is over on the evening of a day."""
    return (day + timedelta(days=1)).year - 1


def _from_year(scope: Scope, years: int, month: int, day: int) -> date:
    """A day of the last closed year, or of one so many years later."""
    return derived(scope.last_day, lambda last: date(closed_year(last) + years, month, day))


def until(scope: Scope) -> QuerySet[Period]:
    """Periods that had ended by the last day."""
    return Period.objects.order_by().filter(within(scope), last_day__lte=scope.last_day)


def whole(scope: Scope) -> QuerySet[Period]:
    """Periods within the scope; one begins with its cohort at the earliest."""
    return until(scope).annotate(begins=Greatest("first_day", "cohort__starts_on")).filter(begins__gte=scope.first_day)


def reported(periods: QuerySet[Period], *measures: str, startup: Any = None) -> QuerySet[Value]:
    """Figures of the row's startup that were declared or verified. Within a CASE the periods are found once, and not for every row."""
    in_time = Case(When(statement__period__in=periods.values("pk"), then=True), default=False)
    rows = Value.objects.order_by().filter(statement__startup=startup or OuterRef("startup"), measure__in=measures)
    return rows.filter(Exact(in_time, True), number__isnull=False, statement__state__in=REPORTED)


def _newest(rows: QuerySet[Value], value: str) -> Subquery:
    order = ("-statement__period__last_day", "-statement__period__first_day", "-statement__pk")
    return Subquery(rows.order_by(*order).values(value)[:1])


def _at_end(scope: Scope) -> Any:
    """The statement that says how many worked there at the end of the latest period within the scope."""
    return _newest(reported(until(scope).filter(last_day__gte=scope.first_day), "fte"), "statement")


def _of_year(scope: Scope, years: int = 0) -> QuerySet[Value]:
    """Revenue of the last closed year, or of one so many years later: told in every period that ends between its last day and
    the last but one of the next.
    """
    days = _from_year(scope, years, 12, 31), _from_year(scope, years + 1, 12, 30)
    return reported(until(scope).filter(last_day__range=days), "revenue")


def _of(statement: str, measure: str, value: str) -> Subquery:
    rows = Value.objects.filter(statement=OuterRef(statement), measure=measure)
    return Subquery(rows.values(value)[:1], output_field=NUMBER)


def _before(scope: Scope) -> Any:
    """Revenue of the year before: declared, else as told at entry when the startup entered in the year after that."""
    begin, end = (derived(_from_year(scope, years, 1, 1), midnight) for years in (0, 1))
    in_time = Q(enrolled_at__gte=begin, enrolled_at__lt=end)
    at_entry = Case(When(in_time, then=F("revenue_at_entry")), output_field=NUMBER)
    return Coalesce(_newest(_of_year(scope, -1), "in_mad"), at_entry, output_field=NUMBER)


def flow(scope: Scope, *measures: str) -> QuerySet[Value]:
    """Figures of whole periods within the scope. Of two that overlap the wider counts: it begins first, and reaches as far."""
    order = (F("statement__period__first_day"), F("statement__period__last_day").desc(), F("statement").desc())
    reach = Window(
        Max("statement__period__last_day"), partition_by=F("measure"), order_by=order, frame=RowRange(end=-1)
    )
    rows = reported(whole(scope), *measures).annotate(reach=reach)
    return rows.filter(Q(reach=None) | Q(reach__lt=F("statement__period__last_day")))


def _tonnes(evidence: str) -> Callable[[Scope], Any]:
    return lambda scope: SumOf(flow(scope, "co2").filter(evidence=evidence).values(n=F("number")))


def _ways(scope: Scope) -> QuerySet[Any, Any]:
    return flow(scope, "co2").values(n=Lower(Trim("method")))


GROWN = Cast((F("revenue") - F("before")) * 100 / F("before"), NUMBER)

DECLARERS = Family(
    declarers,
    {
        "fte_from": _at_end,
        "fte": lambda scope: _of("fte_from", "fte", "number"),
        "women": lambda scope: _of("fte_from", "women_fte", "number"),
        "revenue_from": lambda scope: _newest(_of_year(scope), "statement"),
        "revenue": lambda scope: _of("revenue_from", "revenue", "in_mad"),
        "exports": lambda scope: _of("revenue_from", "exports", "in_mad"),
        "before": _before,
        "growth": lambda scope: Case(When(before__gt=0, then=GROWN), output_field=NUMBER),
        "co2": lambda scope: SumOf(flow(scope, "co2").values(n=F("number"))),
        **{f"co2_{evidence}": _tonnes(evidence) for evidence in Evidence},
        "ways": lambda scope: WaysOf(_ways(scope)),
        "ways_told": lambda scope: HowManyOf(_ways(scope)),
    },
    KEYS,
)


def _jobs(found: Found) -> Figure:
    parts = known(("women", found["women"]), ("women_share", share(found["women"] or 0, found["both"])))
    return Figure("I12", found["total"], found["known"], found["all"], parts)


def _net_jobs(found: Found) -> Figure:
    parts = known(("created", found["up"]), ("lost", found["down"]))
    return Figure("I13", found["total"], found["known"], found["all"], parts)


def _revenue(found: Found) -> Figure:
    middle = None if found["middle"] is None else rounded(found["middle"], CENT)
    parts = known(("median", middle), ("exports_share", share(found["exports"] or 0, found["both"])))
    return Figure("I14", found["total"], found["known"], found["all"], parts)


def _growth(found: Found) -> Figure:
    value = None if found["middle"] is None else rounded(found["middle"])
    return Figure("I15", value, found["known"], found["all"])


def _avoided(found: Found) -> Figure:
    """Methods are counted beside the sum: more than one is a warning to whoever reads it."""
    levels = [(evidence.value, found[evidence.value]) for evidence in Evidence]
    told = found["total"] is not None
    mixed = Decimal(found["methods"] > 1 or (found["most"] or 0) > 1)
    parts = known(*levels, ("methods", found["methods"]), ("mixed", mixed)) if told else ()
    return Figure("I20", found["total"], found["known"], found["all"], parts)


_NET = F("fte") - F("fte_at_entry")
_BOTH = Q(fte__isnull=False, fte_at_entry__isnull=False)
_MORE, _LESS = Q(fte__gt=F("fte_at_entry")), Q(fte__lt=F("fte_at_entry"))

RECIPES = (
    Recipe(
        "I12",
        DECLARERS,
        ("fte_from", "fte", "women"),
        {
            "all": Count("pk"),
            "known": Count("fte"),
            "total": Sum("fte"),
            "women": Sum("women"),
            "both": Sum("fte", filter=Q(women__isnull=False)),
        },
        _jobs,
        counted=Q(fte__isnull=False),
    ),
    Recipe(
        "I13",
        DECLARERS,
        ("fte_from", "fte"),
        {
            "all": Count("pk"),
            "known": Count("pk", filter=_BOTH),
            "total": Sum(_NET, filter=_BOTH, output_field=NUMBER),
            "up": Sum(_NET, filter=_MORE, output_field=NUMBER),
            "down": Sum(_NET, filter=_LESS, output_field=NUMBER),
        },
        _net_jobs,
        counted=_BOTH,
    ),
    Recipe(
        "I14",
        DECLARERS,
        ("revenue_from", "revenue", "exports"),
        {
            "all": Count("pk"),
            "known": Count("revenue"),
            "total": Sum("revenue"),
            "middle": Median("revenue"),
            "exports": Sum("exports"),
            "both": Sum("revenue", filter=Q(exports__isnull=False)),
        },
        _revenue,
        counted=Q(revenue__isnull=False),
    ),
    Recipe(
        "I15",
        DECLARERS,
        ("revenue_from", "revenue", "before", "growth"),
        {"all": Count("pk"), "known": Count("growth"), "middle": Median("growth")},
        _growth,
        counted=Q(growth__isnull=False),
    ),
    Recipe(
        "I20",
        DECLARERS,
        ("co2", *(f"co2_{evidence}" for evidence in Evidence), "ways", "ways_told"),
        {
            "all": Count("pk"),
            "known": Count("co2"),
            "total": Sum("co2"),
            **{evidence.value: Sum(f"co2_{evidence}") for evidence in Evidence},
            "methods": Count("ways", distinct=True),
            "most": Max("ways_told"),
        },
        _avoided,
        counted=Q(co2__isnull=False),
    ),
)

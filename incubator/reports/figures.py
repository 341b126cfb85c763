"""Indicators of a cohort as values, each in one query, with its base and its coverage (domain.md 2.2 and 2.3).

Missing is missing: who did not report stands in `expected` and not in `base`, and is never zero. A startup counts once,
by the first nine digits of its ICE, else by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Aggregate, Avg, Count, DecimalField, F, FloatField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Cast, Coalesce

from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.partners.states import CohortState
from programs.statements.models import Period, Statement, Value
from startups.models import Observation
from startups.states import Fact, Region

#: The axis of the two big cities; what lies outside counts as territorial opening (indicator I06).
AXIS = (Region.MA_06, Region.MA_04)
HUNDRED, TENTH = Decimal(100), Decimal("0.1")
#: Public figures on fewer startups than this are hidden (rule 7).
FEWEST = 3
_NUMBER = DecimalField(max_digits=18, decimal_places=4)


class Median(Aggregate):
    """The middle value, between the two middle ones when their number is even (PostgreSQL `percentile_cont`)."""

    function, name = "PERCENTILE_CONT", "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Figure:
    """One indicator: its value, the parts it was made of, and of how many startups that were expected."""

    code: str
    value: Decimal | None
    base: int
    expected: int
    parts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def coverage(self) -> Decimal | None:
        return share(self.base, self.expected)

    @property
    def is_public(self) -> bool:
        return self.base >= FEWEST

    def part(self, name: str) -> Decimal:
        return dict(self.parts)[name]


def share(part: Any, whole: Any) -> Decimal | None:
    """Per cent to one decimal; nothing of nothing is undefined."""
    return rounded(Decimal(part) * HUNDRED / Decimal(whole)) if whole else None


def rounded(value: Any, step: Decimal = TENTH) -> Decimal:
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


def entrants(cohort: Any) -> QuerySet[Enrolment]:
    """Whoever entered, however it ended."""
    return Enrolment.objects.filter(cohort=cohort)


def women_led(rows: QuerySet[Enrolment]) -> Figure:
    """I03: ventures with half or more of their founders women, of those whose founders are known."""
    return _led("I03", rows, "startup__women_founders")


def youth_led(rows: QuerySet[Enrolment]) -> Figure:
    """I04: ventures with half or more of their founders aged 35 or less, of those whose ages are known."""
    return _led("I04", rows, "startup__young_founders")


def _led(code: str, rows: QuerySet[Enrolment], field: str) -> Figure:
    known = Q(startup__founders__gt=0) & Q(**{f"{field}__isnull": False})
    half = known & Q(twice__gte=F("startup__founders"))
    found = rows.annotate(twice=F(field) * 2).aggregate(
        all=Count("pk"), known=Count("pk", filter=known), half=Count("pk", filter=half)
    )
    return Figure(
        code, share(found["half"], found["known"]), found["known"], found["all"], (("led", Decimal(found["half"])),)
    )


def outside_the_axis(rows: QuerySet[Enrolment]) -> Figure:
    """I06: startups outside Casablanca-Settat and Rabat-Salé-Kénitra, and the number of regions; by region at entry."""
    known = ~Q(region_at_entry="")
    found = rows.aggregate(
        all=Count("pk"),
        known=Count("pk", filter=known),
        outside=Count("pk", filter=known & ~Q(region_at_entry__in=AXIS)),
        regions=Count("region_at_entry", filter=known, distinct=True),
    )
    parts = (("outside", Decimal(found["outside"])), ("regions", Decimal(found["regions"])))
    return Figure("I06", share(found["outside"], found["known"]), found["known"], found["all"], parts)


def completion(rows: QuerySet[Enrolment]) -> Figure:
    """I09: graduates of those who entered, in cohorts that have ended; who left or was excluded stays in the denominator."""
    ended = rows.filter(cohort__state=CohortState.CLOSED)
    found = ended.aggregate(all=Count("pk"), out=Count("pk", filter=Q(state=EnrolmentState.GRADUATED)))
    return Figure(
        "I09", share(found["out"], found["all"]), found["all"], found["all"], (("graduates", Decimal(found["out"])),)
    )


def jobs(period: Period) -> Figure:
    """I12: paid staff at the end of the period in full-time equivalents, founders apart, and the share of women."""
    fte, women = _values(period, "fte"), _values(period, "women_fte")
    found = fte.aggregate(n=Count("pk"), total=Sum("number"))
    ladies = women.filter(statement__in=fte.values("statement")).aggregate(total=Sum("number"))
    total = found["total"]
    parts = [] if total is None else [("women", Decimal(ladies["total"] or 0))]
    if total and ladies["total"] is not None:
        parts.append(("women_share", share(ladies["total"], total) or Decimal(0)))
    return Figure("I12", total, found["n"], _expected(period), tuple(parts))


def net_jobs(period: Period) -> Figure:
    """I13: staff at the end less staff at entry, over startups with both; losses are kept."""
    both = _values(period, "fte").filter(statement__enrolment__fte_at_entry__isnull=False)
    found = both.aggregate(n=Count("pk"), total=Sum(F("number") - F("statement__enrolment__fte_at_entry")))
    return Figure("I13", found["total"], found["n"], _expected(period))


def revenue(period: Period) -> Figure:
    """I14: sum of the revenue of the last closed calendar year in MAD, its median, and the share of exports."""
    rows = _values(period, "revenue")
    found = rows.aggregate(n=Count("pk"), total=Sum("in_mad"), middle=Median("in_mad"))
    if found["total"] is None:
        return Figure("I14", None, 0, _expected(period))
    exports = _values(period, "exports").aggregate(total=Sum("in_mad"))["total"]
    parts = [("median", rounded(found["middle"], Decimal("0.01")))]
    if exports is not None and found["total"]:
        parts.append(("exports_share", share(exports, found["total"]) or Decimal(0)))
    return Figure("I14", found["total"], found["n"], _expected(period), tuple(parts))


def growth(period: Period) -> Figure:
    """I15: median growth of revenue on the year before, over startups with a base above zero; the base is that at entry
    until a statement a year older exists.
    """
    year = Value.objects.filter(
        measure="revenue",
        statement__startup=OuterRef("statement__startup"),
        statement__in=Statement.objects.reported(),
        statement__period__last_day__year=OuterRef("statement__period__last_day__year") - 1,
    ).order_by("-statement__period__last_day")
    before = Subquery(year.values("in_mad")[:1], output_field=_NUMBER)
    rows = _values(period, "revenue").annotate(declared=before)
    based = rows.annotate(
        was=Coalesce("declared", "statement__enrolment__revenue_at_entry", output_field=_NUMBER)
    ).filter(was__gt=0)
    found = based.aggregate(n=Count("pk"), middle=Median(Cast((F("in_mad") - F("was")) * HUNDRED / F("was"), _NUMBER)))
    value = None if found["middle"] is None else rounded(found["middle"])
    return Figure("I15", value, found["n"], _expected(period))


def maturity(rows: QuerySet[Enrolment]) -> Figure:
    """I19: mean of the latest TRL less that at entry, and the share that gained at least one."""
    latest = Observation.objects.filter(startup=OuterRef("startup"), fact=Fact.TRL, number__isnull=False)
    now = Subquery(latest.order_by("-observed_on", "-pk").values("number")[:1], output_field=_NUMBER)
    known = rows.annotate(now=now).filter(now__isnull=False, trl_at_entry__isnull=False)
    known = known.annotate(gain=F("now") - F("trl_at_entry"))
    found = known.aggregate(n=Count("pk"), mean=Avg("gain"), up=Count("pk", filter=Q(gain__gte=1)))
    if not found["n"]:
        return Figure("I19", None, 0, rows.count())
    gained = share(found["up"], found["n"]) or Decimal(0)
    return Figure("I19", rounded(found["mean"], Decimal("0.01")), found["n"], rows.count(), (("gained_share", gained),))


def cohort_figures(cohort: Any, period: Period | None) -> list[Figure]:
    """What a report on a cohort shows, in the order of the indicators."""
    rows = entrants(cohort)
    graduates = rows.filter(state=EnrolmentState.GRADUATED)
    declared: Iterable[Figure] = (jobs(period), net_jobs(period), revenue(period), growth(period)) if period else ()
    return [women_led(rows), youth_led(rows), outside_the_axis(rows), completion(rows), *declared, maturity(graduates)]


def _values(period: Period, measure: str) -> QuerySet[Value]:
    """Reported figures of the period; declared or verified."""
    return Value.objects.filter(
        measure=measure, number__isnull=False, statement__in=Statement.objects.reported().filter(period=period)
    )


def _expected(period: Period) -> int:
    """All who entered the cohort of the period."""
    return entrants(period.cohort_id).count()

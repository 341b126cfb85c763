"""I03 to I07, I10 and I19: who is accompanied, how much, how well, and how far it has come."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Avg, Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from incubator.reports.counts import alumni
from incubator.reports.counts import delivered as had
from incubator.reports.counts.base import NUMBER, CountOf, Family, Found, Recipe, SumOf, count, half_or_more, is_true
from incubator.reports.counts.members import KEYS, members, stays
from incubator.reports.figures import CENT, Figure, known, rounded, share
from incubator.reports.scope import Scope
from services.catalogue.states import ServiceKind
from startups.models import Observation
from startups.states import Fact, Region, Stage

#: The axis of the two big cities; what lies outside counts as territorial opening (indicator I06).
AXIS = (Region.MA_06, Region.MA_04)
ORDER = {stage: number for number, stage in enumerate(Stage)}


def _latest(scope: Scope, fact: str, value: str) -> Subquery:
    rows = Observation.objects.filter(startup=OuterRef("startup"), fact=fact, observed_on__lte=scope.last_day)
    return Subquery(rows.order_by("-observed_on", "-pk").values(value)[:1])


def _rank(field: str) -> Case:
    """The number of a stage in its order."""
    steps = [When(**{field: stage}, then=Value(number)) for stage, number in ORDER.items()]
    return Case(*steps, output_field=IntegerField())


def _kind(kind: str) -> Callable[[Scope], Any]:
    """Minutes of one kind; group sessions are trainings."""
    if kind != ServiceKind.TRAINING:
        return lambda scope: had.minutes(scope, kind)
    return lambda scope: _zero(had.minutes(scope, kind)) + _zero(had.group_minutes(scope))


def _zero(value: Any) -> Coalesce:
    """What the portal itself counts is nought when there is none."""
    return Coalesce(value, Value(0), output_field=NUMBER)


def _added(names: Iterable[str]) -> Any:
    return reduce(add, (_zero(F(name)) for name in names))


MINUTES = {f"minutes_{kind}": kind for kind in ServiceKind}

MEMBERS = Family(
    members,
    {
        "served": had.is_served,
        "women_led": lambda scope: half_or_more("women_at_entry", "founders_at_entry"),
        "youth_led": lambda scope: half_or_more("young_at_entry", "founders_at_entry"),
        **{name: _kind(kind) for name, kind in MINUTES.items()},
        "minutes_all": lambda scope: _added(MINUTES),
        "allowed": had.allowed,
        "received": had.received,
        "asked": lambda scope: CountOf(had.meetings(scope).values("pk")) + had.asked_of_trainings(scope),
        "answers": lambda scope: CountOf(had.ratings(scope).values("pk")) + CountOf(had.opinions(scope).values("pk")),
        "marks": lambda scope: (
            _zero(SumOf(had.ratings(scope).values(n=F("rating"))))
            + _zero(SumOf(had.opinions(scope).values(n=F("rating"))))
        ),
        "recommends": alumni.recommendation,
        "trl_now": lambda scope: _latest(scope, Fact.TRL, "number"),
        "gain": lambda scope: Case(When(stays(scope), then=F("trl_now") - F("trl_at_entry")), output_field=NUMBER),
        "stage_now": lambda scope: _latest(scope, Fact.STAGE, "text"),
        "steps": lambda scope: Case(
            When(stays(scope), then=_rank("stage_now") - _rank("stage_at_entry")), output_field=IntegerField()
        ),
        "prototypes": lambda scope: had.delivered(scope, ServiceKind.PROTOTYPING),
        "products": lambda scope: had.delivered(scope, ServiceKind.INDUSTRIALISATION),
        "stayed": lambda scope: is_true(stays(scope)),
    },
    KEYS,
)


def _led(code: str, column: str) -> Recipe:
    """Ventures with half or more of their founders so, of those whose founders are known."""

    def tell(found: Found) -> Figure:
        parts = known(("led", found["led"]))
        return Figure(code, share(found["led"], found["known"]), found["known"], found["all"], parts)

    led, told = Q(**{column: "yes"}), ~Q(**{column: ""})
    sums = {"all": Count("pk"), "known": Count("pk", filter=told), "led": Count("pk", filter=led)}
    return Recipe(code, MEMBERS, (column,), sums, tell, counted=led)


def _accompanied(found: Found) -> Figure:
    return Figure("I05", Decimal(found["served"]), found["served"], found["served"], known(("active", found["all"])))


def _opening(found: Found) -> Figure:
    parts = known(("outside", found["outside"]), ("regions", found["regions"]))
    return Figure("I06", share(found["outside"], found["known"]), found["known"], found["served"], parts)


def _hours(found: Found) -> Figure:
    def hours(minutes: Any) -> Decimal:
        return rounded(count(minutes) / 60)

    total, served = count(found["all"]), found["served"]
    kinds = [(f"hours_{kind}", hours(found[name])) for name, kind in MINUTES.items() if found[name]]
    intensity = rounded(total / 60 / served) if served else None
    use = share(count(found["received"]), found["allowed"])
    credits = (("allowed", found["allowed"]), ("received", found["received"])) if found["allowed"] else ()
    parts = known(("intensity", intensity), ("quota_use", use), *credits, *kinds)
    return Figure("I07", hours(total), found["startups"], max(served, found["startups"]), parts)


def _satisfaction(found: Found) -> Figure:
    answers, asked, said = found["answers"] or 0, found["asked"] or 0, found["said"]
    mean = rounded(found["marks"] / answers, CENT) if answers else None
    score = rounded(Decimal(found["promoters"] - found["detractors"]) * 100 / said) if said else None
    rates = (("response_rate", share(answers, asked)), ("nps", score), ("nps_answers", said))
    parts = known(("answers", answers), ("asked", asked), *rates, ("nps_asked", found["out"]))
    return Figure("I10", mean, found["told"], found["had"], parts)


def _maturity(found: Found) -> Figure:
    mean = rounded(found["mean"], CENT) if found["known"] else None
    shares = (
        ("gained_share", share(found["up"], found["known"])),
        ("stage_share", share(found["on"], found["staged"])),
    )
    made = (("prototypes", found["prototypes"] or 0), ("products", found["products"] or 0))
    return Figure("I19", mean, found["known"], found["all"], known(*shares, *made))


_SERVED, _SO_FAR = Q(served=True), Q(stayed=True)
_PLACED = _SERVED & ~Q(region_at_entry="")
_OUTSIDE = _PLACED & ~Q(region_at_entry__in=AXIS)

RECIPES = (
    _led("I03", "women_led"),
    _led("I04", "youth_led"),
    Recipe(
        "I05",
        MEMBERS,
        ("served",),
        {"all": Count("pk"), "served": Count("pk", filter=_SERVED)},
        _accompanied,
        counted=_SERVED,
    ),
    Recipe(
        "I06",
        MEMBERS,
        ("served",),
        {
            "served": Count("pk", filter=_SERVED),
            "known": Count("pk", filter=_PLACED),
            "outside": Count("pk", filter=_OUTSIDE),
            "regions": Count("region_at_entry", filter=_PLACED, distinct=True),
        },
        _opening,
        counted=_OUTSIDE,
    ),
    Recipe(
        "I07",
        MEMBERS,
        ("served", *MINUTES, "minutes_all", "allowed", "received"),
        {
            "all": Sum("minutes_all"),
            "served": Count("pk", filter=_SERVED),
            "startups": Count("pk", filter=Q(minutes_all__gt=0)),
            "allowed": Sum("allowed"),
            "received": Sum("received"),
            **{name: Sum(name) for name in MINUTES},
        },
        _hours,
        counted=Q(minutes_all__gt=0),
    ),
    Recipe(
        "I10",
        MEMBERS,
        ("asked", "answers", "marks", "recommends"),
        {
            **{name: Sum(name) for name in ("asked", "answers", "marks")},
            "had": Count("pk", filter=Q(asked__gt=0)),
            "told": Count("pk", filter=Q(answers__gt=0)),
            "said": Count("recommends"),
            "promoters": Count("pk", filter=alumni.promoter("recommends")),
            "detractors": Count("pk", filter=alumni.detractor("recommends")),
            "out": Count("pk", filter=Q(state="graduated")),
        },
        _satisfaction,
        counted=Q(answers__gt=0),
    ),
    Recipe(
        "I19",
        MEMBERS,
        ("trl_now", "gain", "stage_now", "steps", "prototypes", "products", "stayed"),
        {
            "all": Count("pk", filter=_SO_FAR),
            "known": Count("gain"),
            "mean": Avg("gain"),
            "up": Count("pk", filter=Q(gain__gte=1)),
            "staged": Count("steps"),
            "on": Count("pk", filter=Q(steps__gte=1)),
            "prototypes": Sum("prototypes"),
            "products": Sum("products"),
        },
        _maturity,
        counted=Q(gain__isnull=False),
    ),
)

"""I09 and I18: how participations end, and what lasts."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from incubator.moments import months_from
from incubator.reports.counts import alumni
from incubator.reports.counts.alumni import MONTHS
from incubator.reports.counts.base import Family, Found, Recipe, is_true
from incubator.reports.counts.binding import derived
from incubator.reports.counts.members import KEYS, entered, once
from incubator.reports.figures import Figure, known, share
from incubator.reports.scope import Scope
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState as E
from programs.partners.states import CohortState

#: Who entered another programme so soon before or after leaving was transferred.
BEFORE, AFTER = timedelta(days=30), timedelta(days=90)
_GRADUATES_FIRST = Case(When(state=E.GRADUATED, then=Value(0)), default=Value(1))


def ended(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Enrolment]:
    """Entrants of cohorts that are over, in the period unless one is named; of each startup the end that is best."""
    rows = entered(scope).filter(cohort__state=CohortState.CLOSED)
    if scope.cohort is None:
        rows = rows.filter(cohort__ends_on__range=(scope.first_day, scope.last_day))
    return once(rows, tuple({"cohort", *also}), order=(_GRADUATES_FIRST,))


def _transferred(scope: Scope) -> Any:
    """Left, and entered another programme at about that day: a move inside the house, not a loss."""
    left = OuterRef("ended_on")
    first, last = (ExpressionWrapper(left + by, output_field=DateTimeField()) for by in (-BEFORE, AFTER))
    other = Enrolment.objects.filter(startup=OuterRef("startup"), enrolled_at__gte=first, enrolled_at__lte=last)
    return is_true(Q(state=E.LEFT) & Exists(other.exclude(cohort__programme=OuterRef("cohort__programme"))))


ENDED = Family(ended, {"transferred": _transferred}, KEYS)


def gone(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Enrolment]:
    """Startups whose last participation ended twelve months ago or longer."""
    rows: Any = once(entered(scope), also, order=(F("enrolled_at").desc(), F("pk").desc()))
    return rows.filter(left_on__lte=_ago(scope, MONTHS[0]))


def _ago(scope: Scope, months: int) -> date:
    return derived(scope.last_day, lambda day: months_from(day, -months))


def _long_ago(months: int) -> Callable[[Scope], Any]:
    return lambda scope: is_true(Q(left_on__lte=_ago(scope, months)))


def _became(months: int) -> Callable[[Scope], Any]:
    return lambda scope: alumni.became(scope, months)


GONE = Family(
    gone,
    {f"left_{n}": _long_ago(n) for n in MONTHS} | {f"became_{n}": _became(n) for n in MONTHS},
    KEYS,
)


def _completion(found: Found) -> Figure:
    entrants = found["all"] - found["transferred"]
    parts = known(("graduates", found["out"]), ("entered", entrants), ("transferred", found["transferred"]))
    return Figure("I09", share(found["out"], entrants), entrants, entrants, parts)


def _survival(found: Found) -> Figure:
    parts: list[tuple[str, Any]] = []
    for n in MONTHS:
        alive, ceased, left = (found[f"{name}_{n}"] for name in ("alive", "ceased", "left"))
        if left:
            rates = [(f"survival_{n}", share(alive, alive + ceased)), (f"prudent_{n}", share(alive, left))]
            parts += [*rates, (f"left_{n}", Decimal(left)), (f"unknown_{n}", Decimal(left - alive - ceased))]
    answered = found["alive_12"] + found["ceased_12"]
    return Figure("I18", share(found["alive_12"], answered), answered, found["left_12"], known(*parts))


def _counts(n: int) -> dict[str, Any]:
    left = Q(**{f"left_{n}": True})
    became = {name: Count("pk", filter=left & Q(**{f"became_{n}": name})) for name in ("alive", "ceased")}
    return {f"left_{n}": Count("pk", filter=left)} | {f"{name}_{n}": found for name, found in became.items()}


_OUT, _MOVED = Q(state=E.GRADUATED), Q(transferred=True)

RECIPES = (
    Recipe(
        "I09",
        ENDED,
        ("transferred",),
        {"all": Count("pk"), "out": Count("pk", filter=_OUT), "transferred": Count("pk", filter=_MOVED)},
        _completion,
        counted=_OUT,
    ),
    Recipe(
        "I18",
        GONE,
        tuple(GONE.columns),
        {name: found for n in MONTHS for name, found in _counts(n).items()},
        _survival,
        counted=Q(became_12="alive"),
    ),
)

"""I16 and I17: money that others gave, beside that of the programme.

What a startup declared of an instrument counts; where it did not, awards of other funders that the portal knows do. So
nothing is added up twice (docs/decisions/0020).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from incubator.reports.counts.base import NUMBER, Family, Found, Recipe, SumOf
from incubator.reports.counts.binding import LAUNCH
from incubator.reports.counts.declared import flow, reported, whole
from incubator.reports.counts.members import KEYS, declarers
from incubator.reports.dimensions import INSTRUMENTS
from incubator.reports.figures import CENT, Figure, known, rounded
from incubator.reports.scope import Scope
from programs.partners.models import Programme
from programs.statements.models import Value as Declared
from services.funding.models import Award, Tranche
from services.funding.states import AwardState, InstrumentKind, TrancheState

NAMES = tuple(INSTRUMENTS)
K = InstrumentKind
#: What the kinds of instruments are among those of the statements.
KINDS: dict[str, tuple[str, ...]] = {
    "equity": (K.EQUITY,),
    "debt": (K.GUARANTEED_LOAN, K.ADVANCE),
    "honour_loans": (K.HONOUR_LOAN,),
    "grants": (K.GRANT, K.VOUCHER),
    "prizes": (),
}
GIVEN = KINDS["grants"]
SIGNED = (AwardState.SIGNED, AwardState.ACTIVE, AwardState.COMPLETED)


def _ours(path: str = "") -> Q:
    """Money of the programme: of the house itself, or of a partner of a programme."""
    partners = Programme.partners.through.objects.values("partner")
    return Q(**{f"{path}instrument__source__partner": None}) | Q(**{f"{path}instrument__source__partner__in": partners})


class TotalsOf(Subquery):
    """{name: sum} of the columns `name` and `n` of another table's rows."""

    template = (
        "(SELECT JSONB_OBJECT_AGG(name, n) FROM "
        "(SELECT name, SUM(n) AS n FROM (%(subquery)s) counted GROUP BY name) totals)"
    )
    output_field = JSONField()


def _covered(scope: Scope, measures: Sequence[str], day: str, startup: str) -> QuerySet[Declared]:
    """Figures that the startup declared for a period in which the day lies."""
    told = reported(whole(scope), *measures, startup=OuterRef(startup))
    return told.filter(statement__period__first_day__lte=OuterRef(day), statement__period__last_day__gte=OuterRef(day))


def awards(scope: Scope) -> QuerySet[Award]:
    """Signed in the period with money of others, and not told in a statement; `named` as the statements name it."""
    names = [When(instrument__kind__in=kinds, then=Value(name)) for name, kinds in KINDS.items() if kinds]
    rows = Award.objects.order_by().filter(~_ours(), startup=OuterRef("startup"), state__in=SIGNED)
    rows = rows.filter(signed_on__range=(scope.first_day, scope.last_day))
    told = _covered(scope, NAMES, "signed_on", "startup").filter(measure=OuterRef("named"))
    return rows.annotate(named=Case(*names, output_field=CharField())).filter(~Exists(told))


def payments(scope: Scope) -> QuerySet[Tranche]:
    """Paid in the period by others, and not told in a statement."""
    rows = Tranche.objects.order_by().filter(award__startup=OuterRef("startup"), state=TrancheState.PAID)
    rows = rows.filter(~_ours("award__"), paid_on__range=(scope.first_day, scope.last_day))
    return rows.filter(~Exists(_covered(scope, ["received"], "paid_on", "award__startup")))


def _signed(scope: Scope) -> Any:
    declared = flow(scope, *NAMES).values(name=F("measure"), n=F("in_mad"))
    return declared.union(awards(scope).values(name=F("named"), n=F("amount")), all=True)


def _paid(scope: Scope) -> SumOf:
    declared = flow(scope, "received").values(n=F("in_mad"))
    return SumOf(declared.union(payments(scope).values(n=F("amount")), all=True))


def _given(scope: Scope) -> SumOf:
    """Grants of the programme paid to the startup since it entered: on the day of its entry or later, days ending in UTC."""
    paid_by = ExpressionWrapper(F("paid_on") + timedelta(days=1), output_field=DateTimeField())
    rows = Tranche.objects.order_by().filter(award__startup=OuterRef("startup"), state=TrancheState.PAID)
    rows = rows.filter(_ours("award__"), award__instrument__kind__in=GIVEN, paid_on__lte=scope.last_day)
    since = rows.annotate(paid_by=paid_by).filter(paid_by__gt=OuterRef("enrolled_at"))
    return SumOf(since.values(n=F("amount")))


MONEY = Family(
    declarers,
    {
        "new": lambda scope: SumOf(_signed(scope)),
        "kinds": lambda scope: TotalsOf(_signed(scope)),
        "paid": _paid,
        "ever": lambda scope: SumOf(_signed(replace(scope, first_day=LAUNCH))),
        "given": _given,
    },
    KEYS,
)


def of_kind(name: str) -> Any:
    """What is known of one instrument; nothing of a startup that told nothing of it."""
    return Cast(KT(f"kinds__{name}"), NUMBER)


def _raised(found: Found) -> Figure:
    kinds = [(name, found.get(name)) for name in NAMES]
    return Figure("I16", found["total"], found["known"], found["all"], known(*kinds, ("paid", found["paid"])))


def _leverage(found: Found) -> Figure:
    given = found["given"]
    value = rounded(found["ever"] / given, CENT) if given else None
    parts = known(("mobilised", found["ever"]), ("granted", given))
    return Figure("I17", value, found["known"], found["granted"], parts)


_LEVER = Q(ever__isnull=False, given__gt=0)

RECIPES = (
    Recipe(
        "I16",
        MONEY,
        ("new", "paid"),
        {"all": Count("pk"), "known": Count("new"), "total": Sum("new"), "paid": Sum("paid")},
        _raised,
        counted=Q(new__isnull=False),
        apart=("kinds",),
        more={name: Sum(of_kind(name)) for name in NAMES},
    ),
    Recipe(
        "I17",
        MONEY,
        ("ever", "given"),
        {
            "known": Count("pk", filter=_LEVER),
            "granted": Count("pk", filter=Q(given__gt=0)),
            "ever": Sum("ever", filter=_LEVER),
            "given": Sum("given", filter=_LEVER),
        },
        _leverage,
        counted=_LEVER,
    ),
)

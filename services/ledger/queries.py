"""Balances as values, and why something cannot be drawn, in one sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from incubator import spoken
from programs.cohorts.models import Enrolment
from programs.cohorts.states import OVER, PRESENT
from services.catalogue.models import Service
from services.catalogue.states import ServiceKind
from services.ledger.models import Entitlement, Entry, Receipt
from services.ledger.states import EntitlementState, Standing, Verb

ZERO = Decimal(0)
#: Credits that end so soon are told to staff while they can still be used.
SOON = timedelta(days=30)
_CREDITS = DecimalField(max_digits=9, decimal_places=2)


@dataclass(frozen=True)
class Line:
    """One entitlement with what happened to it: granted (adjustments included) = left + held + used."""

    entitlement: Entitlement
    granted: Decimal
    held: Decimal
    used: Decimal

    @property
    def left(self) -> Decimal:
        return self.entitlement.left

    @property
    def standing(self) -> Standing:
        return self.entitlement.standing()

    @property
    def tone(self) -> str:
        return {Standing.ACTIVE: "ok", Standing.COMING: "info", Standing.FROZEN: "wait"}.get(self.standing, "plain")

    @property
    def usable(self) -> Decimal:
        return self.left if self.standing == Standing.ACTIVE else ZERO


@dataclass
class Balance:
    """Everything of one kind: what can be used today, what is reserved, what was used."""

    kind: str
    lines: list[Line] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(ServiceKind(self.kind).label)

    @property
    def usable(self) -> Decimal:
        return sum((line.usable for line in self.lines), ZERO)

    @property
    def held(self) -> Decimal:
        return sum((line.held for line in self.lines), ZERO)

    @property
    def used(self) -> Decimal:
        return sum((line.used for line in self.lines), ZERO)


def balances(entitlements: Any) -> list[Balance]:
    """By kind, in the order of the chain from idea to product; one query."""
    return by_kind(with_sums(entitlements).with_card())


def by_kind(rows: Iterable[Any]) -> list[Balance]:
    """`rows`: entitlements with their sums."""
    found: dict[str, Balance] = {}
    for row in rows:
        balance = found.setdefault(row.kind, Balance(row.kind))
        balance.lines.append(Line(row, row.granted, row.held, row.used))
    return [found[kind] for kind in ServiceKind.values if kind in found]


def with_sums(entitlements: Any) -> Any:
    """`granted`, `held`, `used` beside each row, summed by the database."""

    def total(condition: Q, amount: Any) -> Any:
        return Coalesce(Sum(Case(When(condition, then=amount), output_field=_CREDITS)), ZERO, output_field=_CREDITS)

    back = Q(entries__verb=Verb.ADJUST) & ~Q(entries__key_of_thing="")
    given = Q(entries__verb__in=[Verb.GRANT, Verb.ADJUST]) & ~back
    taken = Q(entries__verb=Verb.HOLD)
    return entitlements.annotate(
        granted=total(given, F("entries__amount")),
        held=total(taken & Q(entries__closed_by=None), -F("entries__amount")),
        used=total(taken & Q(entries__closed_by__verb=Verb.CONSUME), -F("entries__amount"))
        - total(back, F("entries__amount")),
    )


def history(entitlements: Any) -> Any:
    """The movements, the latest first, with who paid."""
    rows = Entry.objects.filter(entitlement__in=entitlements)
    return rows.select_related("entitlement__source", "entitlement__service", "service", "by", "closes")


def by_source(entries: Any) -> dict[str, Decimal]:
    """Credits used per funding source, less what was given back: each is paid by the source it was drawn from, so nothing counts twice."""
    source = "entitlement__source__code"
    found = dict(entries.consumed().values_list(source).annotate(total=Sum(-F("closes__amount"))))
    for code, given in entries.refunded().values_list(source).annotate(total=Sum("amount")):
        found[code] = found.get(code, ZERO) - given
    return found


def drifted() -> list[Entitlement]:
    """Rows whose `left` is not the sum of their entries: never, or something is broken."""
    rows = Entitlement.objects.annotate(sum=Coalesce(Sum("entries__amount"), ZERO, output_field=_CREDITS))
    return list(rows.exclude(left=F("sum")).order_by("pk"))


def delivered(startup_id: int, services: Iterable[int]) -> dict[int, int]:
    """How many things of each service a startup has used, or was given for nothing; one query. What was noted last counts."""
    asked, told = list(services), ("service_id", "key_of_thing")
    same = Entry.objects.consumed().filter(
        kind_of_thing=OuterRef("kind_of_thing"), key_of_thing=OuterRef("key_of_thing")
    )
    corrected = same.filter(is_received=False, pk__gt=OuterRef("pk"))
    used = Entry.objects.consumed().filter(entitlement__startup_id=startup_id, service__in=asked, is_received=True)
    used = used.exclude(Exists(corrected))
    given = Receipt.objects.filter(startup=startup_id, service__in=asked)
    found: dict[int, set[str]] = {}
    for service, key in used.order_by().values_list(*told).union(given.order_by().values_list(*told)):
        found.setdefault(service, set()).add(key)
    return {service: len(keys) for service, keys in found.items()}


def why_not(entitlements: Sequence[Entitlement], service: Service, amount: Decimal, on: date) -> str:
    """What stands in the way, the most helpful reason first; whom to ask stands on the page."""
    kind = str(ServiceKind(service.kind).label)
    active = [row for row in entitlements if row.state == EntitlementState.ACTIVE]
    if not entitlements:
        return _("Your startup has no credits for this: %(kind)s.") % {"kind": kind}
    if not active:
        return _("Your credits are frozen. Ask the programme team.")
    if not (covering := [row for row in active if row.starts_on <= on <= row.ends_on]):
        last = max(row.ends_on for row in active)
        return _("Your credits end on %(day)s, before this date.") % {"day": spoken.day(last)}
    left = sum((row.left for row in covering), ZERO)
    told = {"left": spoken.number(left), "price": spoken.number(amount)}
    return _("%(left)s credits are left, and this costs %(price)s.") % told


def over_with_participation() -> Any:
    """Given with a cohort, and still open though the startup's participation in it is over since `over_on`."""
    places = Enrolment.objects.filter(cohort=OuterRef("cohort"), startup=OuterRef("startup"))
    over_on = places.filter(state__in=OVER).order_by("-ended_on", "-pk").values("ended_on")[:1]
    rows = Entitlement.objects.active().filter(~Exists(places.filter(state__in=PRESENT)), cohort__isnull=False)
    return rows.annotate(over_on=Subquery(over_on)).filter(over_on__isnull=False, ends_on__gt=F("over_on"))

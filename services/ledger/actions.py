"""The only code that writes the ledger. Lock order: entitlements by id, then their entries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.errors import Refused
from incubator.journal.models import record
from services.catalogue.models import Service
from services.ledger.balance import draw, put_back, write
from services.ledger.models import Entitlement, Entry, Receipt
from services.ledger.queries import over_with_participation, why_not
from services.ledger.states import EntitlementState, Verb

ZERO = Decimal(0)


@dataclass(frozen=True)
class Grant:
    """What is granted: credits of one service, or of a kind when `service` is None, paid by `source`, between two days."""

    kind: str
    amount: Decimal
    source: Any
    starts_on: date
    ends_on: date
    service: Service | None = None
    cohort: Any = None
    reason: str = ""


@transaction.atomic
def grant(startup_id: int, what: Grant, *, by: Any) -> Entitlement:
    """Raises Refused for an amount or a period that makes no sense."""
    if what.amount <= 0:
        raise Refused(_("Grant more than zero credits."), field="amount")
    if what.ends_on < what.starts_on:
        raise Refused(_("It ends before it begins."), field="ends_on")
    made = Entitlement.objects.create(
        startup_id=startup_id,
        kind=what.service.kind if what.service else what.kind,
        service=what.service,
        source=what.source,
        cohort=what.cohort,
        starts_on=what.starts_on,
        ends_on=what.ends_on,
    )
    put_back(made.pk, what.amount)
    write(made, Verb.GRANT, what.amount, by=by, reason=what.reason)
    record("grant", made, by=by, note=what.reason, amount=str(what.amount))
    made.refresh_from_db()
    return made


@transaction.atomic
def grant_many(startup_ids: Iterable[int], what: Grant, *, by: Any) -> list[Entitlement]:
    """The same to each, all or none; who has it of the same source for the same period already is left out."""
    return [grant(pk, what, by=by) for pk in startup_ids if not already_granted(pk, what)]


def already_granted(startup_id: int, what: Grant) -> bool:
    same = {"kind": what.kind, "service": what.service, "source": what.source, "cohort": what.cohort}
    period = {"starts_on": what.starts_on, "ends_on": what.ends_on}
    return Entitlement.objects.filter(startup_id=startup_id, **same, **period).exists()


@transaction.atomic
def adjust(entitlement_id: int, *, by: Any, amount: Decimal, reason: str) -> Entitlement:
    """More or fewer credits, with a reason that the startup reads; never below what is reserved and used."""
    entitlement = Entitlement.objects.locked().get(pk=entitlement_id)
    if amount == 0:
        raise Refused(_("An adjustment of nothing changes nothing."), field="amount")
    if amount < 0 and not draw(entitlement.pk, -amount):
        left = spoken.number(entitlement.left)
        raise Refused(_("Only %(left)s credits are left to take away.") % {"left": left}, field="amount")
    if amount > 0:
        put_back(entitlement.pk, amount)
    write(entitlement, Verb.ADJUST, amount, by=by, reason=reason)
    record("adjust", entitlement, by=by, note=reason, amount=str(amount))
    entitlement.refresh_from_db()
    return entitlement


@transaction.atomic
def freeze(entitlement_id: int, *, by: Any, reason: str) -> Entitlement:
    """Nothing new is drawn from it; what is reserved stays reserved."""
    return _set_state(entitlement_id, EntitlementState.FROZEN, "freeze", by=by, reason=reason)


@transaction.atomic
def unfreeze(entitlement_id: int, *, by: Any, reason: str) -> Entitlement:
    return _set_state(entitlement_id, EntitlementState.ACTIVE, "unfreeze", by=by, reason=reason)


def _set_state(pk: int, state: EntitlementState, verb: str, *, by: Any, reason: str) -> Entitlement:
    entitlement = Entitlement.objects.locked().get(pk=pk)
    if entitlement.state == state:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    entitlement.state = state
    entitlement.save(update_fields=["state"])
    record(verb, entitlement, by=by, note=reason)
    return entitlement


def end_with_participations() -> None:
    """What a cohort gave ends on the day on which the participation was over; what is reserved stays reserved."""
    for pk, day in over_with_participation().values_list("pk", "over_on"):
        end_on(pk, day)


@transaction.atomic
def end_on(entitlement_id: int, day: date) -> None:
    """Shortened, or frozen when it had not begun."""
    entitlement = Entitlement.objects.locked().get(pk=entitlement_id)
    if entitlement.starts_on > day:
        freeze(entitlement.pk, by=None, reason=_("This participation is over."))
    elif entitlement.ends_on > day:
        entitlement.ends_on = day
        entitlement.save(update_fields=["ends_on"])
        record("end_with_participation", entitlement, by=None, ends_on=day.isoformat())


@transaction.atomic
def hold(startup_id: int, service: Service, thing: models.Model, *, amount: Decimal, on: date, by: Any) -> list[Entry]:
    """Reserves credits for something that happens on that day, from one entitlement or several; twice for the same thing is once.

    Raises Refused with what is missing and whom to ask. A service that costs nothing holds nothing.
    """
    if amount <= 0:
        return []
    rows = Entitlement.objects.filter(startup_id=startup_id).covering(service).locked()
    locked = {row.pk: row for row in rows.order_by("pk")}
    if known := list(Entry.objects.about(thing).open_holds()):
        return known
    usable = Entitlement.objects.filter(pk__in=locked, left__gt=0).active().on(on).in_order_of_use()
    parts = _parts(list(usable), amount)
    if sum(part for _row, part in parts) < amount:
        raise Refused(why_not(list(locked.values()), service, amount, on))
    return [_hold(row, part, service, thing, by=by) for row, part in parts]


def _parts(usable: list[Entitlement], amount: Decimal) -> list[tuple[Entitlement, Decimal]]:
    """How much is drawn from which, in the order of use, until the amount is reached or nothing is left."""
    parts, missing = [], amount
    for row in usable:
        part = min(row.left, missing)
        if part > 0:
            parts.append((row, part))
            missing -= part
    return parts


def _hold(row: Entitlement, amount: Decimal, service: Service, thing: models.Model, *, by: Any) -> Entry:
    if not draw(row.pk, amount):
        raise Refused(_("Your credits were used by somebody else of your team in the meantime."))
    return write(row, Verb.HOLD, -amount, by=by, service=service, **_about(thing))


def _about(thing: models.Model) -> dict[str, str]:
    return {**_key(thing), "title": str(thing)[:200]}


def _key(thing: models.Model) -> dict[str, str]:
    return {"kind_of_thing": thing._meta.label_lower, "key_of_thing": str(thing.pk)}


@transaction.atomic
def consume(thing: models.Model, *, by: Any, reason: str = "", is_received: bool = True) -> list[Entry]:
    """What was reserved for the thing is used; twice is once. `is_received`: false when it was paid and not had."""
    more = {"reason": reason, "is_received": is_received}
    return [_close(one, Verb.CONSUME, ZERO, by=by, **more) for one in _open_holds(thing)]


def receive(thing: models.Model, startup_id: int, service: Service) -> None:
    """The startup has had it: counts for what asks for it before, also when it cost nothing. Twice is once."""
    made = Receipt(startup_id=startup_id, service=service, **_key(thing))
    Receipt.objects.bulk_create([made], ignore_conflicts=True)


def unreceive(thing: models.Model) -> None:
    """It was noted by mistake."""
    Receipt.objects.about(thing).delete()


@transaction.atomic
def release(thing: models.Model, *, by: Any, reason: str = "") -> list[Entry]:
    """What was reserved for the thing goes back to where it came from; twice is once."""
    closed = []
    for one in _open_holds(thing):
        put_back(one.entitlement_id, -one.amount)
        closed.append(_close(one, Verb.RELEASE, -one.amount, by=by, reason=reason))
    return closed


@transaction.atomic
def refund(thing: models.Model, *, by: Any, reason: str) -> Decimal:
    """What the thing has used goes back to where it came from, with a reason; twice is once. Gives the credits."""
    used = Entry.objects.about(thing).consumed()
    list(Entitlement.objects.filter(pk__in=used.values("entitlement")).order_by("pk").locked())
    owed: dict[Entitlement, Decimal] = {}
    for one in used.select_related("entitlement", "closes").order_by("entitlement", "pk"):
        owed[one.entitlement] = owed.get(one.entitlement, ZERO) + one.used
    for given in Entry.objects.about(thing).refunded().select_related("entitlement"):
        owed[given.entitlement] = owed.get(given.entitlement, ZERO) - given.amount
    return sum((_refund(row, amount, thing, by=by, reason=reason) for row, amount in owed.items() if amount > 0), ZERO)


def _refund(row: Entitlement, amount: Decimal, thing: models.Model, *, by: Any, reason: str) -> Decimal:
    put_back(row.pk, amount)
    write(row, Verb.ADJUST, amount, by=by, reason=reason, **_about(thing))
    return amount


def _open_holds(thing: models.Model) -> list[Entry]:
    """Locked through their entitlements, by id, as everywhere; read after the lock."""
    holds = Entry.objects.about(thing).open_holds()
    list(Entitlement.objects.filter(pk__in=holds.values("entitlement")).order_by("pk").locked())
    return list(Entry.objects.about(thing).open_holds().select_related("entitlement").order_by("entitlement", "pk"))


def _close(one: Entry, verb: Verb, amount: Decimal, *, by: Any, **more: Any) -> Entry:
    about = {"kind_of_thing": one.kind_of_thing, "key_of_thing": one.key_of_thing, "title": one.title}
    return write(one.entitlement, verb, amount, by=by, closes=one, service=one.service, **about, **more)

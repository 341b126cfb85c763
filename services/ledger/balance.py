"""The two functions that move a balance: nothing else writes `left`. The entry stands in the same transaction."""

from decimal import Decimal
from typing import Any

from django.db.models import F

from services.ledger.models import Entitlement, Entry
from services.ledger.states import Verb


def draw(entitlement_id: int, amount: Decimal) -> bool:
    """One conditional UPDATE under a CHECK: whoever asks at the same instant, the balance never goes below zero."""
    rows = Entitlement.objects.filter(pk=entitlement_id, left__gte=amount)
    return bool(rows.update(left=F("left") - amount))


def put_back(entitlement_id: int, amount: Decimal) -> None:
    Entitlement.objects.filter(pk=entitlement_id).update(left=F("left") + amount)


def write(entitlement: Entitlement, verb: Verb, amount: Decimal, *, by: Any, **more: Any) -> Entry:
    return Entry.objects.create(entitlement=entitlement, verb=verb, amount=amount, by=by, **more)

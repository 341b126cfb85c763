"""What this slice tells the floor: personal data and work queues."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from incubator.desk import Queue, add_queue
from services.ledger import lows
from services.ledger.models import Entitlement, Entry, Receipt
from services.ledger.queries import SOON
from services.ledger.states import EntitlementState
from startups import baggage

#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120


def _entries(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in Entry.objects.filter(by=user).values("verb", "amount", "title", "reason", "at")]


def _unlink(user: Any) -> None:
    Entry.objects.filter(by=user).update(by=None)


def _ending(user: Any, now: datetime) -> Any:
    """Entitlements with credits that nobody can use any more in a month."""
    today = timezone.localdate(now)
    rows = Entitlement.objects.filter(state=EntitlementState.ACTIVE, left__gt=0)
    return rows.filter(ends_on__range=(today, today + SOON))


def _low(user: Any, now: datetime) -> Any:
    return lows.low(today=timezone.localdate(now))


def register() -> None:
    """Called once, when all apps are there."""
    purpose, basis = _("account of services by funder"), _("agreement with the partners")
    declare(Holding("services.Entry", purpose, basis, MONTHS, _entries, _unlink))
    baggage.carry(baggage.plain(Entitlement), baggage.plain(Receipt))
    lows.register()
    url = "admin:services_entitlement_changelist"
    add_queue(
        Queue(
            "services.ending",
            _("Unused credits that end within a month"),
            _ending,
            lambda user: reverse(url) + "?standing=ending",
            position=70,
        )
    )
    add_queue(
        Queue(
            "services.low",
            _("Balances that are almost used up"),
            _low,
            lambda user: reverse(url) + "?standing=low",
            position=71,
        )
    )

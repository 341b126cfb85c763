"""Balances that come to their end: told once to the owners of the startup, and shown to staff while something can be done."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.post import post_all
from incubator.outbox.states import Category
from services.ledger.models import Entitlement
from services.ledger.queries import with_sums
from startups.models import Membership
from startups.states import TeamRole

KIND = "services.ledger.credits_low"
#: A fifth of what was granted, or less.
LOW = Decimal("0.2")


def low(rows: QuerySet[Entitlement] | None = None, *, today: date | None = None) -> Any:
    """Entitlements in force of which something was used and a fifth at most is left."""
    today = today or timezone.localdate()
    in_force = (Entitlement.objects.all() if rows is None else rows).active().on(today)  # type: ignore[attr-defined]
    return with_sums(in_force).filter(used__gt=0, left__lte=F("granted") * LOW)


@transaction.atomic
def tell_low() -> None:
    """A tick: each owner once for each entitlement, whatever is adjusted later."""
    found = {row.pk: row for row in low()}
    startups = {row.startup_id for row in found.values()}
    owners: dict[int, list[Membership]] = {}
    live = Membership.objects.live().filter(startup__in=startups, role=TeamRole.OWNER).select_related("person")
    for seat in live:
        owners.setdefault(seat.startup_id, []).append(seat)
    post_all(
        {"kind": KIND, "to": seat.person, "about": row, "once": f"credits_low:{row.pk}:{seat.person_id}"}
        for row in found.values()
        for seat in owners.get(row.startup_id, [])
    )


def _context(letter: Any) -> dict[str, Any] | None:
    row = low(Entitlement.objects.filter(pk=letter.key_of_thing)).with_card().first()
    if row is None:
        return None
    with translation.override(letter.spoken_language):
        page = reverse("services:credit_list", args=[row.startup.slug])
        return {
            "startup": row.startup.name,
            "what": row.service.name if row.service else str(row.get_kind_display()),
            "left": row.left,
            "until": spoken.day(row.ends_on),
            "url": settings.SITE_URL + page,
        }


def register() -> None:
    kinds.register(Kind(KIND, _context, category=Category.REMINDER, label=_("few credits are left")))

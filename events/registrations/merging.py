"""When two records of one startup are merged, the registrations of its people and their count per event go over."""

from events.registrations.models import Quota, Registration
from startups import baggage
from startups.models import Startup


def _move_quotas(goes: Startup, stays: Startup) -> None:
    """Whoever came for either still comes: where both together are more than the limit, the limit gives way."""
    for quota in Quota.objects.select_for_update().filter(startup=goes).order_by("event"):
        known = Quota.objects.select_for_update().filter(event=quota.event_id, startup=stays).first()
        if known is None:
            Quota.objects.filter(pk=quota.pk).update(startup=stays)
            continue
        together = known.used + quota.used
        Quota.objects.filter(pk=known.pk).update(used=together, allowed=max(known.allowed, together))
        quota.delete()


REGISTRATIONS = baggage.plain(Registration)
QUOTAS = baggage.plain(Quota, move=_move_quotas)


def register() -> None:
    baggage.carry(REGISTRATIONS, QUOTAS)

"""One gate to scarce places: nothing else writes `seats_taken` (booking.md 2.3).

Taking is one conditional UPDATE under a CHECK. A freed seat never returns to the market while somebody waits who fits:
it passes on as an offer that still counts as taken.
"""

from typing import Any

from django.db.models import F, Q

from events.agenda.models import Seating
from events.registrations.models import Quota, Registration


def take_seat(seating_id: int, seats: int = 1) -> bool:
    room = Q(capacity=None) | Q(seats_taken__lte=F("capacity") - seats)
    free = Seating.objects.filter(room, pk=seating_id, is_open=True)
    return bool(free.update(seats_taken=F("seats_taken") + seats))


def free_seat(seating: Seating, seats: int = 1) -> None:
    """The caller holds the row's lock, and passes the place on before it lets go (`waiting.pass_on`)."""
    Seating.objects.filter(pk=seating.pk, seats_taken__gte=seats).update(seats_taken=F("seats_taken") - seats)


def locked(seating_id: int) -> Seating:
    """The lock under which places change hands. Order everywhere: seating, quota, registration."""
    rows = Seating.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("event").get(pk=seating_id)


def take_quota(registration: Registration) -> bool:
    """A place among those that people of one startup may ask for; true when there is no limit."""
    allowed = registration.event.most_per_startup
    if allowed is None or registration.startup_id is None:
        return True
    mine: dict[str, Any] = {"event_id": registration.event_id, "startup_id": registration.startup_id}
    Quota.objects.bulk_create([Quota(**mine, allowed=allowed)], ignore_conflicts=True)
    room = Quota.objects.filter(**mine, used__lte=allowed - registration.seats)
    return bool(room.update(used=F("used") + registration.seats, allowed=allowed))


def free_quota(registration: Registration) -> None:
    mine: dict[str, Any] = {"event_id": registration.event_id, "startup_id": registration.startup_id}
    Quota.objects.filter(**mine, used__gte=registration.seats).update(used=F("used") - registration.seats)

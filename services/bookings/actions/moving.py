"""What every change of a booking is made of: its time, its state, and the journal."""

from typing import Any

from django.utils import timezone

from events.agenda.clock import zone_release
from incubator.journal.models import record
from services.bookings.models import Booking
from services.bookings.states import BOOKING, ENDED, BookingState
from services.calendar.wanted import NOBODY, Free
from services.catalogue.states import Place

TIMES = (
    "provider", "place", "site", "video_url", "day", "hour", "fold", "minutes", "zone_release", "starts_at", "ends_at",
)  # fmt: skip


def put(booking: Booking, free: Free, place: str) -> tuple[str, ...]:
    """Sets time, person and place of an unsaved change; names the fields."""
    local = timezone.localtime(free.starts_at)
    booking.starts_at, booking.ends_at = free.starts_at, free.ends_at
    booking.day, booking.hour, booking.fold = local.date(), local.time().replace(tzinfo=None, fold=0), local.fold
    booking.minutes, booking.zone_release = booking.service.minutes, zone_release()
    booking.provider_id = free.provider_id if free.provider_id != NOBODY else None
    booking.place = place if place in free.places else free.places[0]
    booking.site_id = free.site_id if booking.place == Place.ON_SITE else None
    return TIMES


def step(booking: Booking, verb: str, *, by: Any, note: str = "", fields: tuple[str, ...] = ()) -> Booking:
    """Raises Refused when the state no longer allows the verb. `fields`: what else the caller has set."""
    booking.state = BOOKING.after(verb, booking.state)
    now = timezone.now()
    if booking.state == BookingState.CONFIRMED and booking.confirmed_at is None:
        booking.confirmed_at = now
    booking.ended_at = now if booking.state in ENDED else None
    booking.save(update_fields=["state", "confirmed_at", "ended_at", *fields])
    record(verb, booking, by=by, note=note, startup=booking.startup_id)
    return booking


def locked(pk: Any) -> Booking:
    return Booking.objects.locked().select_related("service", "startup", "provider__person", "site").get(pk=pk)

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.places import actions as places
from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings import notices_after as notices
from services.bookings.actions.moving import locked
from services.bookings.models import Booking
from services.bookings.rules import is_coming
from services.calendar.taking import engage
from services.catalogue.states import Place

CHANGED = ("provider", "place", "site", "video_url", "schedule_rev", "ics_seq")


@transaction.atomic
def substitute(booking_id: Any, provider_id: int, *, by: Any, place: str = "") -> Booking:
    """Somebody else receives the startup at the same hour; room and credits stay as they are. Twice is once.

    Raises Taken when her hour is gone; then everything stays as it was.
    """
    booking = locked(booking_id)
    if booking.provider_id == provider_id:
        return booking
    if not is_coming(booking):
        raise Refused(_("This meeting has begun, or is cancelled."))
    before = booking.provider
    when = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
    booking.provider = engage(booking, provider_id, title=booking.title, **when)
    _settle_place(booking, place or booking.place)
    booking.schedule_rev += 1
    booking.ics_seq += 1
    booking.save(update_fields=CHANGED)
    record("substitute", booking, by=by, note=f"{before} → {booking.provider}", startup=booking.startup_id)
    notices.booking_substituted(booking, before=before)
    return booking


def _settle_place(booking: Booking, place: str) -> None:
    """By video instead of on site, the room is given back."""
    if place == Place.VIDEO and booking.site_id:
        booking.site = None
        places.release(booking)
    booking.place = place
    booking.video_url = booking.provider.video_url if booking.provider and place == Place.VIDEO else ""

"""The person, the room and the machine of a booking: taken all or nothing, given back together."""

from typing import Any

from events.places import actions as places
from events.places.models import Resource
from incubator.errors import Refused
from services.bookings.models import Booking
from services.calendar.taking import Taken, disengage, engage
from services.calendar.wanted import Free


def occupy(booking: Booking, free: Free) -> None:
    """Raises Taken when one of them is gone. What the booking had before is given back in the same breath."""
    when: dict[str, Any] = {"title": booking.title, "starts_at": booking.starts_at, "ends_at": booking.ends_at}
    if booking.provider_id:
        engage(booking, booking.provider_id, **when)
    try:
        places.allocate(booking, Resource.objects.filter(pk__in=free.resources if booking.site_id else ()), **when)
    except Refused as gone:
        raise Taken(str(gone)) from gone


def vacate(booking: Booking) -> None:
    disengage(booking)
    places.release(booking)

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.bookings import notices
from services.bookings.actions.fitting import vacate
from services.bookings.actions.moving import locked, step
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.ledger import actions as ledger


@transaction.atomic
def approve(booking_id: Any, *, by: Any) -> Booking:
    """Its time was kept all along, so it cannot have been taken. Twice is once."""
    booking = locked(booking_id)
    if booking.state == BookingState.CONFIRMED:
        return booking
    if booking.starts_at <= timezone.now():
        raise Refused(_("The hour is over."))
    step(booking, "approve", by=by)
    notices.booking_confirmed(booking)
    return booking


@transaction.atomic
def reject(booking_id: Any, *, by: Any, reason: str) -> Booking:
    """The reason is told to the startup; its credits come back."""
    booking = locked(booking_id)
    booking.reason = reason
    step(booking, "reject", by=by, note=reason, fields=("reason",))
    vacate(booking)
    ledger.release(booking, by=by, reason=reason)
    notices.booking_rejected(booking)
    return booking

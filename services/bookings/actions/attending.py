"""Who came, and what it costs (product.md J3): a no-show uses the credits, staff may forgive."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings import notices_after as notices
from services.bookings.actions.moving import locked, step
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.ledger import actions as ledger

#: Nobody is missing before a quarter of an hour.
GRACE = timedelta(minutes=15)


@transaction.atomic
def attend(booking_id: Any, *, by: Any) -> Booking:
    """It took place; its credits are used. Corrects an absence noted by mistake. Twice is once."""
    booking = locked(booking_id)
    if booking.state == BookingState.ATTENDED:
        return booking
    if booking.starts_at > timezone.now():
        raise Refused(_("The meeting has not begun yet."))
    if booking.is_forgiven:
        raise Refused(_("This absence was forgiven: its credits are given back."))
    was_missed = booking.state == BookingState.NO_SHOW
    _note(booking, "attend", by=by)
    if was_missed:
        ledger.refund(booking, by=by, reason=_("Noted as absent by mistake."))
        ledger.hold(booking.startup_id, booking.service, booking, amount=booking.price, on=booking.day, by=by)
    ledger.consume(booking, by=by)
    ledger.receive(booking, booking.startup_id, booking.service)
    notices.rating_asked(booking)
    return booking


@transaction.atomic
def miss(booking_id: Any, *, by: Any) -> Booking:
    """Nobody of the startup came; the credits are used. Twice is once."""
    booking = locked(booking_id)
    if booking.state == BookingState.NO_SHOW:
        return booking
    if booking.starts_at + GRACE > timezone.now():
        raise Refused(_("Wait a quarter of an hour before you note an absence."))
    was_attended = booking.state == BookingState.ATTENDED
    _note(booking, "miss", by=by)
    if was_attended:
        ledger.refund(booking, by=by, reason=_("Noted as present by mistake."))
        ledger.hold(booking.startup_id, booking.service, booking, amount=booking.price, on=booking.day, by=by)
    ledger.consume(booking, by=by, reason=_("Nobody came."), is_received=False)
    ledger.unreceive(booking)
    notices.booking_missed(booking)
    return booking


def _note(booking: Booking, verb: str, *, by: Any) -> None:
    booking.noted_at, booking.noted_by = timezone.now(), by
    step(booking, verb, by=by, fields=("noted_at", "noted_by"))


@transaction.atomic
def forgive(booking_id: Any, *, by: Any, reason: str) -> Booking:
    """An absence, or a late cancellation: the credits come back, and it no longer counts. Twice is once."""
    booking = locked(booking_id)
    if booking.is_forgiven:
        return booking
    if booking.state not in {BookingState.NO_SHOW, BookingState.LATE}:
        raise Refused(_("There is nothing to forgive."))
    booking.is_forgiven = True
    booking.save(update_fields=["is_forgiven"])
    record("forgive", booking, by=by, note=reason, startup=booking.startup_id)
    ledger.release(booking, by=by, reason=reason)
    ledger.refund(booking, by=by, reason=reason)
    return booking


@transaction.atomic
def rate(booking_id: Any, *, by: Any, rating: int, comment: str = "") -> Booking:
    """One to five; the last word counts."""
    booking = locked(booking_id)
    if booking.state != BookingState.ATTENDED:
        raise Refused(_("Only a meeting that took place can be rated."))
    booking.rating, booking.rating_comment, booking.rated_at = rating, comment, timezone.now()
    booking.save(update_fields=["rating", "rating_comment", "rated_at"])
    record("rate", booking, by=by, startup=booking.startup_id)
    return booking

"""Meetings that do not take place: cancelled in time, late, or by the programme."""

from typing import Any

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Allocation
from incubator.errors import Refused
from services.bookings import notices
from services.bookings.actions.fitting import vacate
from services.bookings.actions.moving import locked, step
from services.bookings.models import Booking
from services.bookings.rules import is_coming, is_late
from services.bookings.states import LIVE, BookingState
from services.ledger import actions as ledger
from services.ledger.models import Entry


@transaction.atomic
def cancel(booking_id: Any, *, by: Any, reason: str = "") -> Booking:
    """By the startup. In time its credits come back; late, they wait to see whether somebody takes the hour. Twice is once."""
    booking = locked(booking_id)
    if booking.state in {BookingState.BY_STARTUP, BookingState.LATE}:
        return booking
    if not is_coming(booking):
        raise Refused(_("It is too late to cancel: the meeting has begun or is over."))
    if is_late(booking):
        return _end(booking, "cancel_late", by=by, reason=reason)
    ledger.release(booking, by=by, reason=reason)
    return _end(booking, "cancel", by=by, reason=reason)


@transaction.atomic
def call_off(booking_id: Any, *, by: Any, reason: str) -> Booking:
    """By the coach or the programme: the credits come back at once. Twice is once."""
    booking = locked(booking_id)
    if booking.state == BookingState.BY_PROGRAMME:
        return booking
    ledger.release(booking, by=by, reason=reason)
    return _end(booking, "call_off", by=by, reason=reason)


def _end(booking: Booking, verb: str, *, by: Any, reason: str) -> Booking:
    booking.reason = reason
    booking.ics_seq += 1
    step(booking, verb, by=by, note=reason, fields=("reason", "ics_seq"))
    vacate(booking)
    notices.booking_cancelled(booking)
    return booking


def settle_late() -> None:
    """A tick: an hour cancelled late counts as used once it has come, unless somebody else took it."""
    held = Entry.objects.open_holds().filter(kind_of_thing=Booking._meta.label_lower).values_list("key_of_thing")
    late = Booking.objects.filter(state=BookingState.LATE, starts_at__lte=timezone.now())
    for pk in late.annotate(key=Cast("pk", CharField())).filter(key__in=held).values_list("pk", flat=True):
        settle(pk)


@transaction.atomic
def settle(booking_id: Any) -> None:
    booking = locked(booking_id)
    if booking.state != BookingState.LATE or booking.starts_at > timezone.now():
        return
    if _is_taken_again(booking):
        ledger.release(booking, by=None, reason=_("The hour was taken again."))
    else:
        ledger.consume(booking, by=None, reason=_("Cancelled late."), is_received=False)


def _is_taken_again(booking: Booking) -> bool:
    """Somebody else has the hour of whoever would have received it; where nobody would, one of the rooms or machines."""
    if booking.provider_id is None:
        mine = Allocation.objects.about(booking).values("resource")
        uses = Allocation.objects.live().within(booking.starts_at, booking.ends_at)
        return uses.filter(resource__in=mine).exists()
    others = Booking.objects.filter(state__in=LIVE, starts_at__lt=booking.ends_at, ends_at__gt=booking.starts_at)
    return others.exclude(state=BookingState.HELD).filter(provider=booking.provider_id).exists()

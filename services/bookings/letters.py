"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Context, Kind, kinds
from services.bookings.models import Booking
from services.bookings.notices import UNIT, both_sides
from services.bookings.states import BookingState as B
from services.bookings.wording import span, where

Told = dict[str, Any] | None
More = Callable[[Booking, dict[str, Any]], Told]


def _context(more: More) -> Context:
    """Adds what one kind says to what all say: what, when, where or how, with whom, and the page with the next step."""

    def context(letter: Any) -> Told:
        booking = Booking.objects.with_card().filter(pk=letter.key_of_thing).first()
        if booking is None or letter.person_id not in {one.pk for one in both_sides(booking)}:
            return None
        with translation.override(letter.spoken_language):
            values = more(booking, letter.params)
            return None if values is None else {**_common(booking), **values}

    return context


def _common(booking: Booking) -> dict[str, Any]:
    return {
        "booking": booking,
        "service": booking.service.name,
        "startup": booking.startup.name,
        "provider": str(booking.provider or ""),
        "when": span(booking),
        "where": where(booking),
        "video_url": booking.video_url,
        "goal": booking.goal,
        "reason": booking.reason,
        "url": settings.SITE_URL + booking.get_absolute_url(),
    }


def _while(*states: str) -> More:
    return lambda booking, _params: {} if booking.state in states else None


def _moved(booking: Booking, params: dict[str, Any]) -> Told:
    """Only the newest time is told."""
    return {} if booking.state == B.CONFIRMED and booking.schedule_rev == params["rev"] else None


def _kind(name: str, more: More, label: Any) -> Kind:
    return Kind(f"{UNIT}.{name}", _context(more), label=label)


def register() -> None:
    kinds.register(
        _kind("booking_confirmed", _while(B.CONFIRMED), _("booking confirmed")),
        _kind("booking_pending", _while(B.PENDING), _("booking waits for approval")),
        _kind("booking_rejected", _while(B.REJECTED), _("booking not approved")),
        _kind("booking_expired", _while(B.EXPIRED), _("booking not approved in time")),
        _kind("booking_moved", _moved, _("booking moved")),
        _kind("booking_cancelled", _while(B.BY_STARTUP, B.LATE, B.BY_PROGRAMME), _("booking cancelled")),
    )

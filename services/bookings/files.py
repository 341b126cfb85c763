"""Files that a startup brings to a meeting, or gets at it."""

from typing import Any

from incubator.documents import owners
from services.bookings.models import Booking

PURPOSE = "booking_file"


def may_read(user: Any, document: Any) -> bool:
    """Team, whoever receives, staff: whoever has the meeting in sight."""
    return Booking.objects.visible_to(user).filter(pk=document.key).exists()


def register() -> None:
    owners.register(PURPOSE, may_read=may_read, accepts="any")

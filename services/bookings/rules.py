"""Who may do what with a booking. What its state allows is the lifecycle's to say."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from services.bookings.models import Booking
from services.bookings.states import BOOKING, COMING, BookingState
from services.catalogue.models import Service
from services.catalogue.states import Manner
from startups.models import Startup
from startups.rules import may_edit


def is_provider(user: Any, booking: Booking) -> bool:
    return bool(booking.provider and booking.provider.person_id == user.pk)


def may_book(user: Any, startup: Startup) -> bool:
    """Owners and editors book for their startup; staff book for anybody."""
    return bool(getattr(user, "is_staff", False)) or may_edit(user, startup)


def may_choose_time(user: Any, service: Service) -> bool:
    """Whoever is signed in may look; what she lacks to book stands on the page."""
    return service.manner == Manner.SLOT


def may_see_booking(user: Any, booking: Booking) -> bool:
    """Whoever has it in sight: the team, its provider, staff."""
    return True


def may_finish(user: Any, booking: Booking) -> bool:
    """Whoever chose the time fills in the rest."""
    return booking.asked_by_id == user.pk


def may_change(user: Any, booking: Booking) -> bool:
    """Move and cancel: the team's owners and editors, the provider, staff; while it is to come."""
    return is_coming(booking) and (is_provider(user, booking) or may_book(user, booking.startup))


def may_note(user: Any, booking: Booking) -> bool:
    """Attendance and record: the provider and staff."""
    return is_provider(user, booking) or bool(getattr(user, "is_staff", False))


def may_rate(user: Any, booking: Booking) -> bool:
    is_staff = bool(getattr(user, "is_staff", False))
    return booking.state == BookingState.ATTENDED and not is_staff and may_edit(user, booking.startup)


def may_add_file(user: Any, booking: Booking) -> bool:
    """Both sides, and staff, as long as the meeting stands."""
    return booking.is_live and (may_note(user, booking) or may_edit(user, booking.startup))


def may_remove_file(user: Any, booking: Booking) -> bool:
    """What somebody has put there herself, until the meeting begins."""
    return may_add_file(user, booking) and booking.starts_at > timezone.now()


def may_move(user: Any, booking: Booking) -> bool:
    """What still stands may be moved in time; later, whoever receives and staff may."""
    is_late_for_team = timezone.now() > booking.free_until and not may_note(user, booking)
    return may_change(user, booking) and booking.state == BookingState.CONFIRMED and not is_late_for_team


def is_coming(booking: Booking, *, now: datetime | None = None) -> bool:
    return booking.state in COMING and booking.starts_at > (now or timezone.now())


def is_late(booking: Booking, *, now: datetime | None = None) -> bool:
    """Cancelled now, it counts as used."""
    return BOOKING.allows("cancel_late", booking.state) and (now or timezone.now()) > booking.free_until

"""Who is told of a substitute, and what is asked of both sides when a meeting is over. The words are in templates."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.outbox.post import post
from services.bookings.models import Booking, SessionRecord
from services.bookings.notices import UNIT, both_sides, startup_side

TO_CORRECT = timedelta(minutes=15)


def booking_substituted(booking: Booking, *, before: Any) -> None:
    """To the startup and to whoever receives it now; whoever received it before loses the entry in her calendar."""
    seq = {"seq": booking.ics_seq, "rev": booking.schedule_rev, "before": str(before or "")}
    for person in both_sides(booking):
        once = f"booking_substituted:{booking.pk}:{person.pk}:s{booking.schedule_rev}"
        told: dict[str, Any] = {"once": once, "params": seq, "not_after": booking.ends_at}
        post(f"{UNIT}.booking_substituted", to=person, about=booking, **told)
    if before is not None:
        once = f"booking_handed_over:{booking.pk}:{before.person_id}:s{booking.schedule_rev}"
        told = {"once": once, "params": seq, "not_after": booking.ends_at}
        post(f"{UNIT}.booking_handed_over", to=before.person, about=booking, **told)


def rating_asked(booking: Booking) -> None:
    """Of everybody of the team who took part, once."""
    for person in startup_side(booking):
        once = f"rating_asked:{booking.pk}:{person.pk}"
        post(f"{UNIT}.rating_asked", to=person, about=booking, once=once)


def booking_missed(booking: Booking) -> None:
    """To the startup, so that a mistake is seen; a quarter of an hour later, so that whoever noted it may correct it before."""
    for person in startup_side(booking):
        once = f"booking_missed:{booking.pk}:{person.pk}"
        told: dict[str, Any] = {"once": once, "due_at": timezone.now() + TO_CORRECT}
        post(f"{UNIT}.booking_missed", to=person, about=booking, **told)


def record_shared(record: SessionRecord) -> None:
    """The first time only: later changes stand on the page."""
    booking = record.booking
    for person in startup_side(booking):
        once = f"record_shared:{booking.pk}:{person.pk}"
        post(f"{UNIT}.record_shared", to=person, about=booking, once=once)

"""Who is told of what about a booking: the startup's side and the provider. The words are in templates.

Occasions carry what makes them different: `s` the revision of the time, `q` that of the calendar entry.
"""

from typing import Any

from incubator.outbox.post import post
from services.bookings.models import Booking
from startups.queries import owners

UNIT = "services.bookings"


def startup_side(booking: Booking) -> list[Any]:
    """Who booked and who takes part, each once. Whoever has left the team hears nothing more; then its owners do."""
    named = {one.pk: one for one in [booking.asked_by, *booking.participants.all()] if one is not None}
    seats = booking.startup.memberships.all()
    inside = {seat.person_id for seat in seats if seat.ended_at is None}
    gone = named.keys() & {seat.person_id for seat in seats} - inside
    told = [one for pk, one in named.items() if pk not in gone]
    return told if inside & named.keys() or not gone else [*told, *owners(booking.startup)]


def both_sides(booking: Booking) -> list[Any]:
    provider = [booking.provider.person] if booking.provider else []
    return list({one.pk: one for one in [*startup_side(booking), *provider]}.values())


def _post(kind: str, booking: Booking, people: list[Any], occasion: str, **more: Any) -> None:
    for person in people:
        once = f"{kind}:{booking.pk}:{person.pk}:{occasion}"
        params = {"seq": booking.ics_seq, "rev": booking.schedule_rev, **more.get("params", {})}
        rest = {name: value for name, value in more.items() if name != "params"}
        post(f"{UNIT}.{kind}", to=person, about=booking, once=once, params=params, **rest)


def booking_confirmed(booking: Booking) -> None:
    _post("booking_confirmed", booking, both_sides(booking), "1", not_after=booking.ends_at)


def booking_pending(booking: Booking) -> None:
    _post("booking_pending", booking, startup_side(booking), "1", not_after=booking.starts_at)


def booking_rejected(booking: Booking) -> None:
    _post("booking_rejected", booking, startup_side(booking), "1")


def booking_expired(booking: Booking) -> None:
    """Nobody approved it in time."""
    _post("booking_expired", booking, startup_side(booking), "1")


def booking_moved(booking: Booking, *, before: str, because: str = "") -> None:
    """`before`: when it was, as an instant in ISO format; `because`: `legal_time` when the clock changed and not the hour."""
    params = {"before": before, "because": because}
    told = {"params": params, "not_after": booking.ends_at}
    _post("booking_moved", booking, both_sides(booking), f"s{booking.schedule_rev}", **told)


def booking_cancelled(booking: Booking) -> None:
    """To both sides, whoever did it: the calendar entry goes."""
    _post("booking_cancelled", booking, both_sides(booking), f"q{booking.ics_seq}")

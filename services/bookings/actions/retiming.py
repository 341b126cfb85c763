"""After a change of the zone rules: meetings to come keep their hour on the clock, their instants are derived again (booking.md 2.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from events.agenda.clock import zone_release
from events.places import actions as places
from events.places.models import Allocation, Resource
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import instant_or_next
from services.bookings import notices
from services.bookings.actions.fitting import vacate
from services.bookings.models import Booking
from services.bookings.states import COMING, BookingState
from services.calendar.taking import engage

#: What the letter says about why.
BECAUSE = "legal_time"


@dataclass(frozen=True)
class Retimed:
    """One meeting: the instant before and after, and what stands in the way of its person or its room."""

    booking: str
    before: datetime
    after: datetime
    trouble: str = ""


def retime(*, dry_run: bool = False) -> list[Retimed]:
    """All in one transaction, for hours pass from one meeting to another; `dry_run` takes everything back."""
    with transaction.atomic():
        told = _retime()
        transaction.set_rollback(dry_run)
    return told


def _retime() -> list[Retimed]:
    coming = Booking.objects.filter(state__in=COMING, starts_at__gt=timezone.now())
    rows = list(coming.exclude(zone_release=zone_release()).with_card().order_by("starts_at").locked())
    moved = [(row, at) for row in rows if (at := derived(row)) != row.starts_at]
    if moved and moved[0][1] > moved[0][0].starts_at:
        moved.reverse()  # a startup's meetings never overlap on the way
    machines = {
        row.pk: list(Allocation.objects.about(row).live().values_list("resource", flat=True)) for row, _at in moved
    }
    for row, _at in moved:
        vacate(row)
    told = [_moved(row, at, machines[row.pk]) for row, at in moved]
    Booking.objects.filter(pk__in=[row.pk for row in rows]).update(zone_release=zone_release())
    return told


def derived(booking: Booking) -> datetime:
    """The instant that the clock of Casablanca shows so today; where it jumps, the hour after."""
    return instant_or_next(booking.day, booking.hour, fold=booking.fold)


def _moved(booking: Booking, at: datetime, machines: list[int]) -> Retimed:
    before = booking.starts_at
    booking.starts_at, booking.ends_at = at, at + timedelta(minutes=booking.minutes)
    booking.schedule_rev += 1
    booking.ics_seq += 1
    booking.save(update_fields=["starts_at", "ends_at", "schedule_rev", "ics_seq"])
    record("retime", booking, by=None, note=before.isoformat(), startup=booking.startup_id)
    trouble = _taken_again(booking, machines)
    if booking.state == BookingState.CONFIRMED:
        notices.booking_moved(booking, before=before.isoformat(), because=BECAUSE)
    return Retimed(str(booking), before, at, trouble)


def _taken_again(booking: Booking, machines: list[int]) -> str:
    """Where somebody else has the person or the room by now, the meeting stands without, and staff are told."""
    when = {"title": booking.title, "starts_at": booking.starts_at, "ends_at": booking.ends_at}
    try:
        with transaction.atomic():
            if booking.provider_id:
                engage(booking, booking.provider_id, **when)  # type: ignore[arg-type]
            places.allocate(booking, Resource.objects.filter(pk__in=machines), **when)  # type: ignore[arg-type]
    except Refused as refusal:
        return str(refusal)
    return ""

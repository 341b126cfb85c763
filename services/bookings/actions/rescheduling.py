from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.bookings import notices
from services.bookings.actions.fitting import occupy, vacate
from services.bookings.actions.holding import Choice, find, may_use
from services.bookings.actions.moving import locked, put, step
from services.bookings.models import Booking
from services.bookings.queries import meeting_at
from services.bookings.rules import is_coming
from services.calendar.models import Provider
from services.calendar.wanted import NOBODY, Free
from services.ledger import actions as ledger
from services.ledger.models import Entry
from startups.models import Startup


@transaction.atomic
def move(booking_id: Any, choice: Choice, *, by: Any, for_staff: bool = False) -> Booking:
    """To another time, perhaps with another person; its own time is free for itself. `for_staff`: however late it is.

    Raises Taken when the time is gone, Refused when it is too late, no credits cover the new day or nobody who comes may use the
    machine then; the old time then stays.
    """
    startup_id = Booking.objects.values_list("startup_id", flat=True).get(pk=booking_id)
    Startup.objects.locked().get(pk=startup_id)
    booking = locked(booking_id)
    if booking.starts_at == choice.at and (booking.provider_id or NOBODY) == choice.provider:
        return booking
    if not (is_coming(booking) and (for_staff or timezone.now() <= booking.free_until)):
        raise Refused(_("It is too late to move this meeting here: write to the coach or to the programme team."))
    before = booking.starts_at.isoformat()
    if choice.provider != NOBODY:
        Provider.objects.locked().filter(pk=choice.provider).first()
    vacate(booking)
    free = find(booking.service, choice)
    fields = put(booking, free, choice.place or booking.place)
    _check(booking, free)
    booking.video_url = booking.provider.video_url if booking.provider and booking.place == "video" else ""
    booking.schedule_rev += 1
    booking.ics_seq += 1
    booking.confirmed_at = timezone.now()
    step(booking, "move", by=by, note=before, fields=(*fields, "schedule_rev", "ics_seq"))
    occupy(booking, free)
    _carry_credits(booking, by=by)
    notices.booking_moved(booking, before=before)
    return booking


def _check(booking: Booking, free: Free) -> None:
    """The startup has no other meeting then, and somebody who comes may use the machines; when nobody is named, anybody."""
    if meeting_at(booking.startup, booking.starts_at, booking.ends_at, but=booking):
        raise Refused(_("Your startup has another meeting at this time."))
    coming = list(booking.participants.all()) or None
    may_use(booking, free.resources if booking.site_id else (), coming)


def _carry_credits(booking: Booking, *, by: Any) -> None:
    """Credits must cover the new day; those that do stay where they are."""
    held = Entry.objects.about(booking).open_holds().select_related("entitlement")
    if all(one.entitlement.starts_on <= booking.day <= one.entitlement.ends_on for one in held):
        return
    ledger.release(booking, by=by, reason=_("Moved to another day."))
    ledger.hold(booking.startup_id, booking.service, booking, amount=booking.price, on=booking.day, by=by)

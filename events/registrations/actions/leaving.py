from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.registrations import notices
from events.registrations.actions.moving import move
from events.registrations.actions.waiting import pass_on
from events.registrations.models import Registration
from events.registrations.rules import may_withdraw
from events.registrations.seats import free_quota, free_seat, locked
from events.registrations.states import REGISTRATION, SEATED, RegistrationState
from incubator.errors import Refused


@transaction.atomic
def withdraw(pk: Any, *, by: Any, reason: str = "", for_staff: bool = False) -> Registration:
    """Gives the place back, leaves the list or declines an offer; the place passes on. Twice is once (booking.md 1, case 5)."""
    seating = locked(Registration.objects.values_list("seating_id", flat=True).get(pk=pk))
    leaving = Registration.objects.locked().select_related("event").get(pk=pk)
    if leaving.state == RegistrationState.WITHDRAWN:
        return leaving
    if not (may_withdraw(leaving) or (for_staff and REGISTRATION.allows("withdraw", leaving.state))):
        raise Refused(_("It is too late to withdraw here: write to the organisers."))
    return _leave(leaving, seating, by=by, reason=reason)


def _leave(leaving: Registration, seating: Any, *, by: Any, reason: str) -> Registration:
    had_seat, was = leaving.state in SEATED, leaving.state
    holds_quota = was != RegistrationState.UNCONFIRMED
    leaving.reason = reason
    leaving.ics_seq += 1
    move(leaving, "withdraw", by=by, note=reason, fields=("reason", "ics_seq"))
    if holds_quota:
        free_quota(leaving)
    if had_seat:
        free_seat(seating, leaving.seats)
        pass_on(seating)
        notices.places_free_late(seating)
    if was == RegistrationState.REGISTERED:
        notices.registration_withdrawn(leaving)
    return leaving

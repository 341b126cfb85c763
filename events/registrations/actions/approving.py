from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.registrations import notices
from events.registrations.actions.moving import move
from events.registrations.actions.registering import next_number
from events.registrations.models import Registration
from events.registrations.seats import free_quota, locked, take_seat
from events.registrations.states import RegistrationState
from incubator.errors import Refused


@transaction.atomic
def approve(pk: Any, *, by: Any) -> Registration:
    """A place for who waited for approval; when there is none left, the waiting list, and the person is told (case 4)."""
    seating = locked(Registration.objects.values_list("seating_id", flat=True).get(pk=pk))
    asking = Registration.objects.locked().select_related("event").get(pk=pk)
    if asking.state == RegistrationState.REGISTERED:
        return asking
    if take_seat(seating.pk, asking.seats):
        move(asking, "approve", by=by)
    elif seating.is_open and seating.event.has_waiting_list:
        asking.queue_no = next_number(seating)
        move(asking, "wait", by=by, fields=("queue_no",))
    else:
        raise Refused(_("All places are taken meanwhile."))
    notices.registration_received(asking)
    return asking


@transaction.atomic
def reject(pk: Any, *, by: Any, reason: str) -> Registration:
    """Not approved, or off the waiting list by staff; the reason is told."""
    locked(Registration.objects.values_list("seating_id", flat=True).get(pk=pk))
    asking = Registration.objects.locked().select_related("event").get(pk=pk)
    asking.reason = reason
    move(asking, "reject", by=by, note=reason, fields=("reason",))
    free_quota(asking)
    notices.registration_rejected(asking)
    return asking

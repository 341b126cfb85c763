from typing import Any

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from events.agenda.models import Event, Seating
from events.agenda.states import EVENT, EventState
from events.places.actions import release
from events.registrations import notices
from events.registrations.models import Quota, Registration
from events.registrations.seats import free_seat, locked
from events.registrations.states import RegistrationState
from incubator.journal.models import record


@transaction.atomic
def cancel_event(event_id: int, *, by: Any, reason: str) -> Event:
    """One transaction: the event, its rooms, every registration, a letter to each. A second time changes nothing (case 26)."""
    event = Event.objects.locked().get(pk=event_id)
    if event.state == EventState.CANCELLED:
        return event
    event.state = EVENT.after("cancel", event.state)
    event.cancelled_at, event.cancel_reason = timezone.now(), reason
    event.save(update_fields=["state", "cancelled_at", "cancel_reason"])
    for session in event.sessions.all():
        release(session)
    for pk in event.seatings.order_by("pk").values_list("pk", flat=True):
        _empty(locked(pk))
    Quota.objects.filter(event=event).update(used=0)
    record("cancel", event, by=by, note=reason)
    return event


def _empty(seating: Seating) -> None:
    """Nobody is offered the places of a cancelled event."""
    seating.is_open = False
    seating.save(update_fields=["is_open"])
    told = list(seating.registrations.live().with_card().locked())
    held = seating.registrations.seated().aggregate(seats=Sum("seats", default=0))["seats"]
    free_seat(seating, held)
    Registration.objects.filter(pk__in=[row.pk for row in told]).update(
        state=RegistrationState.CANCELLED, ended_at=timezone.now(), ics_seq=F("ics_seq") + 1
    )
    for row in told:
        notices.event_cancelled(row)

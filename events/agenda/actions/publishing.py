from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.actions.scheduling import book_rooms
from events.agenda.models import Event
from events.agenda.states import EVENT, WAYS
from events.places.actions import release
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def publish(event_id: int, *, by: Any) -> Event:
    """The event stands in the programme and takes registrations; its rooms are taken now, all or none."""
    event = Event.objects.locked().get(pk=event_id)
    event.state = EVENT.after("publish", event.state)
    _check(event)
    event.published_at = timezone.now()
    event.save(update_fields=["state", "published_at"])
    event.seatings.update(is_open=True)
    for session in event.sessions.all():
        book_rooms(session, event)
    record("publish", event, by=by)
    return event


def _check(event: Event) -> None:
    if event.ends_at is None:
        raise Refused(_("Give it a date first."))
    if event.ends_at <= timezone.now():
        raise Refused(_("Its last date lies in the past."))
    if event.takes_registrations and set(event.seatings.values_list("way", flat=True)) != set(WAYS[event.mode]):  # type: ignore[index]
        raise Refused(_("Say how many places there are."))


@transaction.atomic
def close(event_id: int, *, by: Any) -> Event:
    """It has taken place: nothing is offered any more, the rooms are free, attendance and certificates go on."""
    event = Event.objects.locked().get(pk=event_id)
    event.state = EVENT.after("close", event.state)
    if event.ends_at and event.ends_at > timezone.now():
        raise Refused(_("It is not over yet."))
    event.save(update_fields=["state"])
    event.seatings.update(is_open=False)
    for session in event.sessions.all():
        release(session)
    record("close", event, by=by)
    return event

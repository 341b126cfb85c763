from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F

from events.agenda import actions as agenda
from events.agenda.clock import WallTime
from events.agenda.models import Event, Session
from events.registrations import notices


@transaction.atomic
def move_event(event_id: int, times: Mapping[int, WallTime], *, by: Any, note: str = "") -> Event:
    """Sessions move to other wall times; whoever is registered gets the change and a new calendar entry (case 17).

    Raises Refused, and then nothing has moved.
    """
    before = Event.objects.values_list("schedule_rev", flat=True).get(pk=event_id)
    event = agenda.reschedule(event_id, times, by=by, note=note)
    if event.schedule_rev != before and event.is_live:
        tell_moved(event)
    return event


def tell_moved(event: Event, **params: Any) -> None:
    """Belongs in the transaction of the change; the caller holds the event's lock."""
    event.registrations.live().update(ics_seq=F("ics_seq") + 1)
    for row in event.registrations.live().with_card():
        notices.event_moved(row, **params)


def tell_dropped(event: Event, gone: Session) -> None:
    """Belongs in the transaction in which the date went; the caller holds the event's lock."""
    event.registrations.live().update(ics_seq=F("ics_seq") + 1)
    for row in event.registrations.live().with_card():
        notices.date_dropped(row, gone)


def place_of(event_id: int) -> tuple[Any, ...]:
    """All that says where an event takes place: what a calendar entry names."""
    told = Event.objects.values_list("mode", "site", "venue", "city", "country", "online_url").get(pk=event_id)
    rooms = Session.resources.through.objects.filter(session__event=event_id)
    return (*told, *rooms.order_by("session", "resource").values_list("session", "resource"))


@transaction.atomic
def tell_place(event_id: int, before: tuple[Any, ...]) -> bool:
    """Other rooms or another place for a published event: a new calendar entry and a letter for each, as when it moves."""
    event = Event.objects.locked().get(pk=event_id)
    if not event.is_live or place_of(event_id) == before:
        return False
    event.schedule_rev += 1
    event.save(update_fields=["schedule_rev"])
    tell_moved(event, because="place")
    return True

"""Sessions and places of an event. Every change of a time takes the rooms anew and raises `schedule_rev`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.clock import WallTime, put, spread, wall_of
from events.agenda.indexing import index
from events.agenda.models import Event, Seating, Session
from events.agenda.states import WAYS, EventState
from events.places.actions import allocate, release
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import Nonexistent


@transaction.atomic
def keep(event: Event) -> Event:
    """Saves what staff typed about an event, with its search keys; its state and dates are moved by their own actions."""
    index(event)
    event.save()
    return event


@transaction.atomic
def settle_seatings(event_id: int, capacities: Mapping[str, int | None]) -> None:
    """One row of places for each way of the event's mode. For an event with registrations places change by `resize`."""
    event = Event.objects.locked().get(pk=event_id)
    is_open = event.state == EventState.PUBLISHED
    for way in WAYS[event.mode]:  # type: ignore[index]
        defaults = {"capacity": capacities.get(way), "is_open": is_open}
        Seating.objects.get_or_create(event=event, way=way, defaults=defaults)
        if event.state == EventState.DRAFT:
            event.seatings.filter(way=way).update(capacity=capacities.get(way))
    event.seatings.exclude(way__in=WAYS[event.mode]).filter(seats_taken=0, registrations=None).delete()  # type: ignore[index]


@transaction.atomic
def add_session(event_id: int, when: WallTime, *, resources: Any = (), **words: Any) -> Session:
    """Raises Refused when the hour does not exist or a room is taken."""
    event = Event.objects.locked().get(pk=event_id)
    session = Session(event=event, **words)
    _put(session, when, event)
    session.save()
    session.resources.set(resources)
    _book(session, event)
    _respread(event)
    return session


@transaction.atomic
def rezone(event_id: int) -> Event:
    """The clock of another place counts: wall times stay, instants are derived again. Of drafts only."""
    event = Event.objects.locked().get(pk=event_id)
    if event.state != EventState.DRAFT:
        raise Refused(_("The time zone of a published event stays: cancel it and make a copy."), field="zone")
    for session in event.sessions.locked():
        session.save(update_fields=_put(session, wall_of(session), event))
    _respread(event)
    return event


@transaction.atomic
def settle_session(session_id: int, *, resources: Any, **words: Any) -> Session:
    """Other words, other rooms; the hour stays. Raises Refused when a room is taken."""
    event = Event.objects.locked().get(sessions=session_id)
    session = Session.objects.locked().get(pk=session_id)
    for name, value in words.items():
        setattr(session, name, value)
    session.save(update_fields=[*words])
    if {room.pk for room in resources} != set(session.resources.values_list("pk", flat=True)):
        session.resources.set(resources)
        _book(session, event)
    return session


@transaction.atomic
def reschedule(event_id: int, times: Mapping[int, WallTime], *, by: Any, note: str = "") -> Event:
    """Moves sessions, by their ids; rooms move with them, all or none. Raises Refused and then nothing has moved."""
    event = Event.objects.locked().get(pk=event_id)
    sessions = {session.pk: session for session in event.sessions.locked()}
    moved = [sessions[pk] for pk, when in times.items() if wall_of(sessions[pk]) != when]
    for session in moved:
        release(session)
        session.save(update_fields=_put(session, times[session.pk], event))
    for session in moved:
        _book(session, event)
    if moved:
        _respread(event)
        record("move", event, by=by, note=note, sessions=len(moved))
    return event


@transaction.atomic
def remove_session(session_id: int, *, by: Any) -> Event:
    event_id = Session.objects.values_list("event_id", flat=True).get(pk=session_id)
    event = Event.objects.locked().get(pk=event_id)
    session = Session.objects.locked().get(pk=session_id)
    if event.state != EventState.DRAFT and event.sessions.count() == 1:
        raise Refused(_("A published event keeps one date at least: cancel the event instead."))
    release(session)
    session.delete()
    _respread(event)
    record("remove_session", event, by=by)
    return event


def _put(session: Session, when: WallTime, event: Event) -> tuple[str, ...]:
    try:
        return put(session, when, event.clock)
    except Nonexistent as gap:
        said = _("This hour does not exist: the clock jumps over it on that day.")
        raise Refused(said, field="hour") from gap


def _book(session: Session, event: Event) -> None:
    """A draft blocks no room; a published event holds what it needs."""
    if event.state == EventState.PUBLISHED:
        book_rooms(session, event)


def book_rooms(session: Session, event: Event) -> None:
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}
    allocate(session, session.resources.all(), title=event.title_fr, **times)


def _respread(event: Event) -> None:
    event.schedule_rev += 1
    event.save(update_fields=["schedule_rev", *spread(event)])

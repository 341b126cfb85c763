"""One date, one event, or all of a series from this one on: moved or cancelled together, all or none."""

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda import actions as agenda
from events.agenda.actions.series import naming
from events.agenda.clock import WallTime, wall_of
from events.agenda.models import Event, EventQuerySet, Session
from events.agenda.plans import Shift
from events.agenda.states import EventState
from events.places.actions import release
from events.places.models import Resource
from events.registrations.actions.cancelling import cancel_event
from events.registrations.actions.rescheduling import move_event, tell_dropped, tell_moved
from incubator.errors import Refused
from incubator.journal.models import record

STANDING = (EventState.DRAFT, EventState.PUBLISHED)
EVENT, FOLLOWING = "event", "following"


def reach(event: Event, scope: str) -> EventQuerySet:
    """The event alone, or with those of its series that come after it and still stand."""
    if scope == FOLLOWING and event.series_id and event.starts_at:
        return Event.objects.filter(series=event.series_id, state__in=STANDING, starts_at__gte=event.starts_at)
    return Event.objects.filter(pk=event.pk)


def _locked(event: Event, scope: str) -> list[Event]:
    return list(reach(event, scope).order_by("pk").locked())


@transaction.atomic
def move_dates(  # noqa: PLR0913 -- what a move consists of, all by keyword
    event_id: int,
    *,
    by: Any,
    scope: str,
    days: int = 0,
    hour: time | None = None,
    fold: int | None = None,
    note: str = "",
) -> Event:
    """`scope`: the id of one session, the event, or this event and all that follow in its series.

    Raises Refused, naming the date, and then nothing has moved and nobody is told.
    """
    event, shift = Event.objects.get(pk=event_id), Shift(days, hour, fold)
    plans = [(one, _times(one, shift, scope)) for one in _in_order(_locked(event, scope))]
    _let_go([pk for _one, times in plans for pk in times])
    for one, times in plans:
        with naming(one.starts_on or timezone.localdate()):
            _check(move_event(one.pk, times, by=by, note=note))
    event.refresh_from_db()
    return event


def _in_order(events: list[Event]) -> list[Event]:
    if any(one.state not in STANDING for one in events):
        raise Refused(_("What is over or cancelled cannot be moved."))
    return sorted(events, key=lambda one: (one.starts_at or timezone.now(), one.pk))


def _times(event: Event, shift: Shift, scope: str) -> dict[int, WallTime]:
    """Only what changes, of what is still to come."""
    coming = [session for session in event.sessions.all() if session.ends_at > timezone.now()]
    chosen = [session for session in coming if scope in {EVENT, FOLLOWING, str(session.pk)}]
    if not chosen:
        raise Refused(_("Nothing of it is still to come."))
    times = {session.pk: shift.of(session, chosen[0], event) for session in chosen}
    return {session.pk: times[session.pk] for session in chosen if times[session.pk] != wall_of(session)}


def _check(moved: Event) -> None:
    if moved.state == EventState.PUBLISHED and moved.ends_at and moved.ends_at <= timezone.now():
        raise Refused(_("Its last date lies in the past."))


def _let_go(sessions: list[int]) -> None:
    """The rooms of all that move are free first: one may take the hour that another leaves. Locked in the order of ids."""
    moving = Session.objects.filter(pk__in=sessions).order_by("pk")
    list(Resource.objects.locked().filter(pk__in=moving.values("resources")))
    for session in moving:
        release(session)


@transaction.atomic
def add_date(event_id: int, when: WallTime, *, by: Any, resources: Any = ()) -> Event:
    """One more date; whoever is registered is told as of a move."""
    session = agenda.add_session(event_id, when, resources=resources)
    return _told(session.event, "add_session", by=by)


@transaction.atomic
def drop_date(event_id: int, *, by: Any, session: int) -> Event:
    """One date less, never the last one of a published event; whoever is registered is told."""
    gone = Session.objects.filter(pk=session, event=event_id).first()
    if gone is None:
        raise Refused(_("This date is gone already."))
    event = agenda.remove_session(session, by=by)
    if event.is_live:
        tell_dropped(event, gone)
    return event


def _told(event: Event, verb: str, *, by: Any) -> Event:
    if verb:
        record(verb, event, by=by)
    if event.is_live:
        tell_moved(event)
    return event


@transaction.atomic
def cancel_dates(event_id: int, *, by: Any, scope: str, reason: str) -> Event:
    """The event, or it and all that follow in its series; a letter to everybody who is registered."""
    event = Event.objects.get(pk=event_id)
    for one in _locked(event, scope):
        cancel_event(one.pk, by=by, reason=reason)
    event.refresh_from_db()
    return event

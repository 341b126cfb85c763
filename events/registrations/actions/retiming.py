"""After a change of the zone rules: future sessions keep their wall time, their instants are derived again (booking.md 2.2)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.agenda.actions.scheduling import book_rooms
from events.agenda.clock import put, span, spread, wall_of, zone_release
from events.agenda.models import Event, Session
from events.agenda.states import EventState
from events.places.actions import release
from events.registrations.actions.rescheduling import tell_moved
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.moments import Nonexistent

#: What the letter says about why.
BECAUSE = "legal_time"


@dataclass(frozen=True)
class Retimed:
    """One session: its event, the instant before and after (None when its hour no longer exists), what stands in the way."""

    event: str
    session: int
    before: datetime
    after: datetime | None
    trouble: str = ""


def retime(*, dry_run: bool = False) -> list[Retimed]:
    """All in one transaction, for rooms pass from one session to another; `dry_run` takes everything back."""
    with transaction.atomic():
        told = _retime()
        transaction.set_rollback(dry_run)
    return told


def _retime() -> list[Retimed]:
    standing = Event.objects.filter(state__in=[EventState.DRAFT, EventState.PUBLISHED])
    events = {event.pk: event for event in standing.order_by("pk").locked()}
    coming = Session.objects.filter(event__in=events, ends_at__gt=timezone.now()).order_by("starts_at", "pk")
    found = [(session, events[session.event_id]) for session in coming.locked()]
    lost = [(session, event) for session, event in found if not _exists(session, event)]
    moved = [pair for pair in found if pair not in lost and _moves(*pair)]
    before = {session.pk: session.starts_at for session, _event in moved}
    for session, event in moved:
        release(session)
        session.save(update_fields=put(session, wall_of(session), event.clock))
    coming.exclude(pk__in=[session.pk for session, _event in lost]).update(zone_release=zone_release())
    told = [Retimed(str(e), s.pk, before[s.pk], s.starts_at, _book(s, e)) for s, e in moved]
    for event in dict.fromkeys(event for _session, event in moved):
        _tell(event, sum(1 for _session, other in moved if other == event))
    return told + [Retimed(str(event), session.pk, session.starts_at, None) for session, event in lost]


def _exists(session: Session, event: Event) -> bool:
    try:
        span(wall_of(session), event.clock)
    except Nonexistent:
        return False
    return True


def _moves(session: Session, event: Event) -> bool:
    return span(wall_of(session), event.clock) != (session.starts_at, session.ends_at)


def _book(session: Session, event: Event) -> str:
    """The rooms again; one that somebody else has by now is told, and the session stands without its rooms."""
    if event.state != EventState.PUBLISHED:
        return ""
    try:
        with transaction.atomic():
            book_rooms(session, event)
    except Refused as refusal:
        return str(refusal)
    return ""


def _tell(event: Event, sessions: int) -> None:
    event.schedule_rev += 1
    event.save(update_fields=["schedule_rev", *spread(event)])
    record("retime", event, by=None, sessions=sessions, zone_release=zone_release())
    if event.is_live:
        tell_moved(event, because=BECAUSE)

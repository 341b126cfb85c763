"""When and where in words, on the clock of the event. Pages, letters and calendar entries say it alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event, Session
from events.agenda.states import Way
from events.registrations.models import Registration
from incubator import spoken


@dataclass(frozen=True)
class Dated:
    """One session as people read it; `room` is empty for whoever takes part online."""

    title: str
    when: str
    room: str


def zoned(said: str, event: Event) -> str:
    """With the name of the clock: Casablanca's, or that of the city the zone is named for."""
    if event.zone == settings.TIME_ZONE:
        return _("%(moment)s, Casablanca time") % {"moment": said}
    return _("%(moment)s, time of %(city)s") % {"moment": said, "city": event.zone.rpartition("/")[2].replace("_", " ")}


def moment(value: datetime, event: Event) -> str:
    with timezone.override(event.clock):
        return zoned(spoken.moment(value), event)


def span(starts: datetime, ends: datetime, event: Event) -> str:
    with timezone.override(event.clock):
        if timezone.localdate(starts) == timezone.localdate(ends):
            hours = {"start": spoken.clock(starts), "end": spoken.clock(ends)}
            said = _("%(day)s, from %(start)s to %(end)s") % {"day": spoken.weekday(starts), **hours}
        else:
            said = _("from %(start)s to %(end)s") % {"start": spoken.moment(starts), "end": spoken.moment(ends)}
        return zoned(said, event)


def rooms(session: Session) -> str:
    return ", ".join(resource.name for resource in session.resources.all())


def dated(sessions: Iterable[Session], event: Event, *, in_room: bool = True) -> list[Dated]:
    return [
        Dated(session.title, span(session.starts_at, session.ends_at, event), rooms(session) if in_room else "")
        for session in sessions
    ]


def sessions_of(event: Event) -> list[Session]:
    """With their rooms: two queries, however many."""
    return list(event.sessions.prefetch_related("resources"))


def is_in_room(row: Registration) -> bool:
    return row.seating.way == Way.ROOM


def online_link(row: Registration) -> str:
    """For those who are registered and take part online, only."""
    registered = row.state == "registered" and row.seating.way == Way.ONLINE
    return row.event.online_url if registered else ""

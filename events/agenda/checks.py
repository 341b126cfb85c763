"""What staff should look at twice before they fix a date. Warnings: nothing here ever blocks."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from events.agenda.clashes import clashes_of
from events.agenda.models import Event, Session
from events.agenda.states import Way
from incubator import spoken
from programs.partners.holidays import ClosingDays, is_ramadan

FRIDAY, SATURDAY = 4, 5
PRAYER = (time(12), time(14, 30))
#: When people break the fast, whatever the season.
IFTAR = (time(17, 30), time(20, 30))


def warnings_of(events: Iterable[Event]) -> list[str]:
    """For events whose sessions, rooms, places and speakers are fetched beforehand (`with_plan`): two queries, one more per site."""
    found = list(events)
    closed: dict[int | None, ClosingDays] = {}
    for event in found:
        if event.site_id not in closed:
            closed[event.site_id] = _closing_days(event)
    told = [line for event in found for line in _of_event(event, closed[event.site_id])]
    return [*dict.fromkeys([*told, *_rooms(found)])]


def _closing_days(event: Event) -> ClosingDays:
    """Ten years are read: corrections of staff are few."""
    return ClosingDays.between(date(1950, 1, 1), date(2100, 12, 31), site=event.site)


def _of_event(event: Event, closed: ClosingDays) -> Iterator[str]:
    for session in event.sessions.all():
        for why in _of_day(session, closed):
            yield _("%(date)s: %(warning)s") % {"date": spoken.weekday(session.day), "warning": why}
        if why := _too_small(event, session):
            yield why
    for speaker in event.speakers.all():
        if speaker.consented_on is None:
            yield _("%(speaker)s has not agreed to be named: the public page leaves her or him out.") % {
                "speaker": speaker
            }


def _of_day(session: Session, closed: ClosingDays) -> Iterator[str]:
    if name := closed.name(session.day):
        yield name
    if session.day.weekday() >= SATURDAY:
        yield _("weekend")
    if session.day.weekday() == FRIDAY and _overlaps(session, PRAYER):
        yield _("Friday prayer (12:00 to 14:30)")
    if is_ramadan(session.day) and _overlaps(session, IFTAR):
        yield _("evening in Ramadan, about the hour of breaking the fast")


def _overlaps(session: Session, hours: tuple[time, time]) -> bool:
    begins = datetime.combine(session.day, session.hour)
    ends = begins + timedelta(minutes=session.minutes)
    return begins < datetime.combine(session.day, hours[1]) and ends > datetime.combine(session.day, hours[0])


def _too_small(event: Event, session: Session) -> str:
    """Rooms of one session count together; a room that tells no number says nothing."""
    sizes = [room.capacity for room in session.resources.all() if room.capacity]
    places = next((seating.capacity for seating in event.seatings.all() if seating.way == Way.ROOM), None)
    if not sizes or places is None or sum(sizes) >= places:
        return ""
    told = {"date": spoken.weekday(session.day), "seats": sum(sizes), "places": places}
    return _("%(date)s: the room has %(seats)d seats for %(places)d places.") % told


def _rooms(events: list[Event]) -> Iterator[str]:
    for use in clashes_of(session for event in events for session in event.sessions.all()):
        told = {"date": spoken.weekday(use.session.day), "resource": use.resource}
        yield _("%(date)s: %(resource)s is taken or cannot be used at this time.") % told

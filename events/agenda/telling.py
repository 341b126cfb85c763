"""What public pages say about an event: when, in which zone, how many places are left, what one may do now."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda import rules
from events.agenda.models import Event, Seating, Session
from events.agenda.states import Mode, Phase, Way
from incubator import spoken

HOME = ZoneInfo(settings.TIME_ZONE)
#: What ends the morning after but is shorter is an evening, not two days.
LONG = timedelta(hours=12)


class Told(NamedTuple):
    words: str
    tone: str


class Places(NamedTuple):
    """One way to take part, and the places it has left."""

    way: str
    places: str


class Hours(NamedTuple):
    """When a date is, on one clock; `starts`, `ends` keep that clock's offset, for the script that adds the reader's own."""

    day: str
    hours: str
    zone: str
    starts: datetime
    ends: datetime


def zone_name(zone: ZoneInfo) -> str:
    """Casablanca time; for other zones their city."""
    if zone.key == HOME.key:
        return _("Casablanca time")
    return _("local time (%(city)s)") % {"city": zone.key.rsplit("/", 1)[-1].replace("_", " ")}


def differs(moment: datetime, zone: ZoneInfo) -> bool:
    """The clock of the zone shows another hour than ours at this moment."""
    return moment.astimezone(zone).utcoffset() != moment.astimezone(HOME).utcoffset()


def hours(starts: datetime, ends: datetime, zone: ZoneInfo) -> Hours:
    with timezone.override(zone):
        first, last = timezone.localtime(starts), timezone.localtime(ends)
        day = spoken.weekday(first)
        until = spoken.clock(last)
        if last.date() != first.date() and (last - first) >= LONG:
            until = spoken.brief_moment(last)
        return Hours(day, f"{spoken.clock(first)} – {until}", zone_name(zone), first, last)


def clocks(session: Session, zone: ZoneInfo) -> list[Hours]:
    """On the clock of the place, and on that of Casablanca when it shows something else."""
    zones = (zone, HOME) if differs(session.starts_at, zone) else (zone,)
    return [hours(session.starts_at, session.ends_at, one) for one in zones]


def comma() -> str:
    """Arabic has a comma of its own."""
    return _(", ")


def day(event: Event) -> date:
    """The day it begins, where it takes place."""
    return event.starts_at.astimezone(event.clock).date()  # type: ignore[union-attr]


def begins(event: Event) -> str:
    """For a row of a list, beside its day: the hour on the clock of the place, named when it is not ours, and the last day."""
    starts, ends = event.starts_at, event.ends_at
    if starts is None or ends is None:
        return ""
    first, last = (moment.astimezone(event.clock).replace(tzinfo=None) for moment in (starts, ends))
    said = [spoken.clock(first)]
    if ends - starts >= LONG and last.date() != first.date():
        said.append(_("until %(day)s") % {"day": spoken.brief(last)})
    if differs(starts, event.clock):
        said.append(zone_name(event.clock))
    return comma().join(said)


def place(event: Event) -> str:
    """Where, for a row of a list: the place, online, or both."""
    if event.mode == Mode.ONLINE:
        return str(Mode.ONLINE.label)
    return _("%(place)s and online") % {"place": event.where} if event.mode == Mode.HYBRID else event.where


def left(seating: Seating) -> str:
    """12 places left"""
    if seating.left is None:
        return _("no limit")
    if not seating.left:
        return _("full")
    return ngettext("%(count)d place left", "%(count)d places left", seating.left) % {"count": seating.left}


def ways(seatings: Iterable[Seating]) -> list[Places]:
    return [Places(str(Way(seating.way).label), left(seating)) for seating in seatings]


def places(event: Event, seatings: list[Seating], now: datetime | None = None) -> Told | None:
    """One chip for a row of a list; nothing to say of what is over or asks no registration."""
    phase = rules.phase(event, seatings, now)
    if phase in {Phase.OVER, Phase.ELSEWHERE}:
        return None
    if phase == Phase.OPEN:
        return Told(_first_free(seatings), "ok")
    if phase == Phase.SOON:
        opens = spoken.brief(event.opens_at)  # type: ignore[arg-type]
        return Told(_("registration opens on %(day)s") % {"day": opens}, "info")
    tones = {Phase.CANCELLED: "late", Phase.WAITING: "wait"}
    return Told(str(phase.label), tones.get(phase, "plain"))


def _first_free(seatings: list[Seating]) -> str:
    """The places of the first way that has some, which is named when there are others."""
    first = next(seating for seating in seatings if not seating.is_full)
    said = _("places without limit") if first.capacity is None else left(first)
    return f"{said} ({Way(first.way).label})" if len(seatings) > 1 else said


def action(phase: Phase) -> str:
    """What the one button says; nothing when there is nothing to press."""
    said = {Phase.OPEN: _("Register"), Phase.WAITING: _("Join the waiting list")}
    return said.get(phase, "")


def why(event: Event, phase: Phase) -> str:
    """The sentence beside the button, or in its place."""
    if phase == Phase.SOON:
        return _("Registration opens on %(when)s.") % {"when": spoken.moment(event.opens_at, zone=True)}  # type: ignore[arg-type]
    if phase in {Phase.OPEN, Phase.WAITING} and event.closes_at:
        return _("Registration closes on %(when)s.") % {"when": spoken.moment(event.closes_at, zone=True)}
    return {
        Phase.CANCELLED: _("This event is cancelled."),
        Phase.OVER: _("This event is over."),
        Phase.ELSEWHERE: _("One does not register for it on this portal."),
        Phase.CLOSED: _("Registration is closed."),
        Phase.FULL: _("All places are taken, and there is no waiting list."),
        Phase.DRAFT: _("Registration opens once the event is published."),
    }.get(phase, "")


def link(address: str) -> str:
    """An address of the web, as it was typed; nothing for other schemes, which a page must not offer."""
    return address if address.lower().startswith(("https://", "http://")) else ""

"""Reads that the public pages of events share. How many queries each costs is said where it is not one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from events.agenda import rows
from events.agenda.models import Event, EventQuerySet, Material, Question, Seating, Session, Speaker, Talk, Theme
from incubator.listing import words_query
from incubator.prepared import prepared
from programs.partners.models import Site

#: A sheet of a month shows no more; the list shows them all.
MOST_ON_A_SHEET = 600
#: So many are named on the first page.
NEXT = 3
#: Readers of news keep what they have seen.
MOST_NEWS = 60
#: Calendar programs ask again every few hours; what is further away comes in time.
MOST_IN_CALENDAR = 400


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the programme; every value comes from a form."""

    q: str = ""
    kind: str = ""
    site: str = ""
    language: str = ""
    theme: str = ""
    when: str = ""

    @cached_property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.kind or self.site or self.language or self.theme)


class Choice(NamedTuple):
    code: str
    name: str


def site_choices() -> list[Choice]:
    return [Choice(site.code, site.name) for site in _sites()]


def theme_choices() -> list[Choice]:
    return sorted((Choice(theme.code, theme.name) for theme in _themes()), key=lambda theme: theme.name)


@prepared
def _sites() -> QuerySet[Site]:
    return Site.objects.open()


@prepared
def _themes() -> QuerySet[Theme]:
    return Theme.objects.all()


def found(user: Any, wanted: Wanted) -> EventQuerySet:
    """What this person may see of what she looks for, at any time."""
    events = Event.objects.visible_to(user).shown()
    exact = {"kind": wanted.kind, "language": wanted.language, "site__code": wanted.site}
    events = events.filter(**{name: value for name, value in exact.items() if value})
    if wanted.theme:
        events = events.filter(pk__in=Event.themes.through.objects.filter(theme__code=wanted.theme).values("event"))
    if wanted.q:
        query = words_query(wanted.q)
        events = events.filter(search=query) if query else events.none()
    return events


def programme(user: Any, wanted: Wanted, now: datetime | None = None) -> EventQuerySet:
    """The rows of the list: coming ones next first, past ones latest first, each with its places."""
    events = found(user, wanted)
    ordered = events.past(now) if wanted.when == "past" else events.upcoming(now)
    return with_places(ordered)


def with_places(events: EventQuerySet) -> EventQuerySet:
    """Everything one row of the public list shows; the places come as rows in the event's own."""
    shown = [
        *("slug", "kind", "state", "language", "mode", "venue", "city", "country", "zone", "starts_at", "ends_at"),
        *("takes_registrations", "has_waiting_list", "opens_at", "closes_at", "title_fr", "title_en", "title_ar"),
        *("site__name_fr", "site__name_en", "site__name_ar", "site__city"),
    ]
    return events.select_related("site").only(*shown).annotate(seating_rows=rows.seatings())


def next_public() -> list[Event]:
    """The next events that anybody may come to, for the first page."""
    return _next_public(timezone.now())


@prepared
def _next_public(now: datetime) -> QuerySet[Event]:
    return with_places(Event.objects.public().coming(now))[:NEXT]


def seatings_of(event: Any) -> list[Seating]:
    return rows.read(Seating, event.seating_rows)


def dates_between(user: Any, wanted: Wanted, first: datetime, last: datetime) -> list[Session]:
    """The dates that touch [first, last) of the events she looks for, with their events."""
    events = found(user, wanted)
    touching = Session.objects.filter(event__in=events, starts_at__lt=last, ends_at__gt=first)
    shown = [f"event__{name}" for name in ("slug", "kind", "state", "zone", "title_fr", "title_en", "title_ar")]
    card = touching.select_related("event").only("starts_at", "ends_at", *shown)
    return list(card.order_by("starts_at", "pk")[:MOST_ON_A_SHEET])


@dataclass(frozen=True)
class Line:
    """One line of a session's agenda with those of its speakers who may be named."""

    talk: Talk
    speakers: list[Speaker]


@dataclass(frozen=True)
class Date:
    session: Session
    rooms: list[str]
    lines: list[Line]


@dataclass(frozen=True)
class Page:
    event: Event
    seatings: list[Seating]
    themes: list[Theme]
    questions: list[Question]
    materials: list[Material]
    dates: list[Date] = field(default_factory=list)
    speakers: list[Speaker] = field(default_factory=list)


def page_of(event: Event) -> Page:
    """Everything the event's own page shows, in three queries: the event with its small sets, its dates, its speakers."""
    full: Any = _full(event.pk)[0]
    sessions: list[Any] = _sessions(event.pk)
    told = [[rows.read_talk(row) for row in session.talk_rows] for session in sessions]
    speakers = {speaker.pk: speaker for speaker in rows.speakers_of(event.pk)}
    return Page(
        event=full,
        seatings=seatings_of(full),
        themes=rows.read(Theme, full.theme_rows),
        questions=rows.read(Question, full.question_rows),
        materials=rows.read(Material, full.material_rows),
        dates=[_date(session, lines, speakers) for session, lines in zip(sessions, told, strict=True)],
        speakers=list(speakers.values()),
    )


@prepared
def _full(event: int) -> QuerySet[Event]:
    return (
        Event.objects.filter(pk=event)
        .select_related("site")
        .annotate(
            seating_rows=rows.seatings(),
            theme_rows=rows.themes(),
            question_rows=rows.questions(),
            material_rows=rows.materials(),
        )
    )


@prepared
def _sessions(event: int) -> QuerySet[Session]:
    return Session.objects.filter(event=event).annotate(room_rows=rows.rooms(), talk_rows=rows.talks())


def _date(session: Any, lines: Iterable[tuple[Talk, list[int]]], speakers: dict[int, Speaker]) -> Date:
    shown = [Line(talk, [speakers[pk] for pk in spoken if pk in speakers]) for talk, spoken in lines]
    return Date(session, rows.read_rooms(session.room_rows), shown)


def calendar(now: datetime | None = None) -> EventQuerySet:
    """What the public calendar tells: the next of those announced."""
    return announced(now)[:MOST_IN_CALENDAR]


def news(now: datetime | None = None) -> list[Event]:
    """Of those announced, the ones that were published last."""
    return list(announced(now).order_by("-published_at", "-pk")[:MOST_NEWS])


def announced(now: datetime | None = None) -> EventQuerySet:
    """Coming events for everybody, cancelled ones among them. Two queries."""
    coming = Event.objects.public().filter(published_at__isnull=False, ends_at__gt=now or timezone.now())
    return coming.select_related("site").prefetch_related("sessions").order_by("starts_at", "pk")

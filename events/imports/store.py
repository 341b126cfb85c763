"""The only code that writes events out of files: a hundred new ones cost about ten queries, sessions, places and themes included."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from events.agenda.clock import put
from events.agenda.indexing import index
from events.agenda.models import Event, Seating, Session, Talk, Theme
from events.agenda.states import WAYS, EventState, Mode
from events.imports import themes
from events.imports.days import said_by, spread_of, walls_of
from events.imports.identity import key_of, with_values
from events.imports.questions import Showing
from events.places.actions import release
from incubator.text import search_key
from startups.imports.mapping import Mapping
from startups.imports.store import Change, Values
from startups.imports.uses import uses

PLAIN = {"name": "title_fr", "description": "description_fr", "city": "city", "country": "country",
         "website": "website", "language": "language", "kind": "kind"}  # fmt: skip
DATES = frozenset({"starts_on", "ends_on", "hour"})
#: What comes with an event of a file: it is no sign that somebody works with it.
OWN = frozenset({"events.session", "events.seating", "events.event_themes"})


@dataclass(frozen=True)
class EventStore:
    def read(self, event: Event, name: str) -> Any:
        if name in PLAIN:
            return getattr(event, PLAIN[name])
        if name in DATES:
            return said_by(sorted(event.sessions.all(), key=lambda one: one.starts_at))[name]
        if name == "themes":
            return sorted(theme.code for theme in event.themes.all())
        if name == "online":
            return event.mode != Mode.ON_SITE
        return next((seating.capacity for seating in event.seatings.all()), None)

    def locked(self, pks: Sequence[int]) -> dict[int, Event]:
        return {event.pk: event for event in with_values(Event.objects.locked().filter(pk__in=pks).order_by("pk"))}

    def create(self, values: Sequence[Values], said: Mapping) -> list[Event]:
        made = [_event(one, said) for one in values]
        sessions = [_sessions(event, one) for event, one in zip(made, values, strict=True)]
        for event, dates in zip(made, sessions, strict=True):
            event.starts_at, event.ends_at = spread_of(dates)
            if event.state == EventState.PUBLISHED and event.ends_at and event.ends_at <= timezone.now():
                event.state = EventState.DONE
        _give_addresses(made)
        Event.objects.bulk_create(made)
        Session.objects.bulk_create(session for dates in sessions for session in dates)
        Seating.objects.bulk_create(
            Seating(event=event, way=way, capacity=one.get("capacity"), is_open=event.is_live)
            for event, one in zip(made, values, strict=True)
            for way in WAYS[Mode(event.mode)]
        )
        _add_themes([(event, one.get("themes", ())) for event, one in zip(made, values, strict=True)])
        return made

    def change(self, changes: Sequence[Change]) -> None:
        """Few events of a file change: each is written by itself. Those with registrations keep their dates (`doubts`)."""
        for event, values in changes:
            _set(event, values)
            if DATES & values.keys():
                _redate(event, {name: self.read(event, name) for name in DATES} | values)
            index(event)
            event.save()
            if {"capacity", "online", "city"} & values.keys():
                _reseat(event, values)
        told = [(event, values["themes"]) for event, values in changes if "themes" in values]
        Event.themes.through.objects.filter(event__in=[event for event, _codes in told]).delete()
        _add_themes(told)

    def restore(self, changes: Sequence[Change]) -> None:
        self.change(changes)

    def uses(self, pks: Sequence[int]) -> dict[int, list[str]]:
        found = uses(Event, pks, besides=OWN)
        for pk in Talk.objects.filter(session__event__in=pks).values_list("session__event", flat=True).distinct():
            found.setdefault(pk, []).append(str(Talk._meta.verbose_name_plural))
        return found

    def remove(self, events: Sequence[Event], *, batch: Any) -> None:
        Event.objects.filter(pk__in=[event.pk for event in events]).delete()
        themes.forget(batch)


def _event(values: Values, said: Mapping) -> Event:
    is_elsewhere = said.settings.get("showing") == Showing.ELSEWHERE
    event = Event(
        imported_key=key_of(values),
        zone=said.settings["zone"],
        takes_registrations=not is_elsewhere,
        schedule_rev=1,
        **{name: code for name, code in said.defaults.items() if code},
    )
    _set(event, values)
    if is_elsewhere:
        event.state, event.published_at = EventState.PUBLISHED, timezone.now()
    index(event)
    return event


def _set(event: Event, values: Values) -> None:
    is_online = values.get("online", event.mode != Mode.ON_SITE)
    for name, value in values.items():
        if name in PLAIN:
            setattr(event, PLAIN[name], value)
    event.mode = (Mode.HYBRID if event.city else Mode.ONLINE) if is_online else Mode.ON_SITE


def _sessions(event: Event, values: Values) -> list[Session]:
    dates = []
    for when in walls_of(values):
        put(session := Session(event=event), when, event.clock)
        dates.append(session)
    return dates


def _redate(event: Event, values: Values) -> None:
    for session in event.sessions.all():
        release(session)
        session.delete()
    dates = _sessions(event, values)
    Session.objects.bulk_create(dates)
    event.starts_at, event.ends_at = spread_of(dates)
    event.schedule_rev += 1


def _reseat(event: Event, values: Values) -> None:
    ways = WAYS[Mode(event.mode)]
    event.seatings.exclude(way__in=ways).filter(seats_taken=0, registrations=None).delete()
    capacity = (
        values["capacity"] if "capacity" in values else next((one.capacity for one in event.seatings.all()), None)
    )
    for way in ways:
        Seating.objects.get_or_create(event=event, way=way, defaults={"capacity": capacity, "is_open": event.is_live})
    if "capacity" in values:
        Seating.objects.filter(event=event).update(capacity=capacity)


def _add_themes(told: Sequence[tuple[Event, Sequence[str]]]) -> None:
    codes = {code for _event, some in told for code in some}
    known = dict(Theme.objects.filter(code__in=codes).values_list("code", "pk")) if codes else {}
    links = [
        Event.themes.through(event_id=event.pk, theme_id=known[code])
        for event, some in told
        for code in some
        if code in known
    ]
    Event.themes.through.objects.bulk_create(links)


def _give_addresses(events: Sequence[Event]) -> None:
    tries = [_slugs(event) for event in events]
    first = [next(each) for each in tries]
    taken = set(Event.objects.filter(slug__in=first).values_list("slug", flat=True))
    for event, slug, more in zip(events, first, tries, strict=True):
        event.slug = next(one for one in (slug, *(next(more) for _n in range(3))) if one not in taken)
        taken.add(event.slug)


def _slugs(event: Event) -> Iterator[str]:
    base = slugify(search_key(event.title_fr))[:60].strip("-") or "event"
    yield base
    yield f"{base}-{event.starts_at:%Y-%m-%d}"
    while True:
        yield f"{base}-{secrets.token_hex(3)}"

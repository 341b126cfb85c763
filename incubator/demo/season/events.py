"""The ten events of the seed and a training: past ones with those who came, coming ones in every state that people meet."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from events.agenda import actions as agenda
from events.agenda.clock import WallTime
from events.agenda.models import Event, Speaker, Talk, Theme
from events.agenda.states import Access, CertificateRule, EventKind, Mode, Way
from events.registrations import actions as registrations
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.models import Registration
from incubator.accounts.models import User
from incubator.demo import make
from incubator.demo.event_crowd import guests, presence
from incubator.demo.season import venues
from incubator.demo.season.event_words import AUDIENCES, SPEAKERS, TALKS, THEMES, WORDS
from incubator.demo.season.people import Cast
from incubator.demo.season.seed import day, instant, seed
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort, Partner
from startups.models import Membership

KINDS = {"seminaire": EventKind.SEMINAR, "reunion_information": EventKind.MEETING, "visite": EventKind.VISIT}
MODES = {"presentiel": Mode.ON_SITE, "en_ligne": Mode.ONLINE, "hybride": Mode.HYBRID}
ROOM_OF = {"EVT-01": "casa-auditorium", "EVT-02": "rabat-bouregreg", "EVT-03": "casa-atelier", "EVT-05": "casa-argan",
           "EVT-08": "agadir-souss", "EVT-09": "casa-auditorium", "EVT-10": "casa-auditorium"}  # fmt: skip
THEME_OF = {"EVT-01": ("energie",), "EVT-02": ("financement",), "EVT-07": ("energie",), "EVT-08": ("circulaire",),
            "EVT-09": ("energie", "financement"), "EVT-10": ("financement", "circulaire")}  # fmt: skip
SPEAKERS_OF = {"EVT-01": (0, 1), "EVT-02": (1,), "EVT-08": (2,), "EVT-09": (0, 1, 2)}
MORE: dict[str, dict[str, Any]] = {
    "EVT-03": {"certificate": CertificateRule.PRESENT},
    "EVT-07": {"needs_approval": True, "most_per_startup": 2},
}
#: Guests of the past and of the coming; the room of EVT-09 is full.
PAST = {"EVT-01": (112, 54), "EVT-02": (57,), "EVT-03": (20,)}
COMING = {"EVT-04": (31,), "EVT-05": (9,), "EVT-06": (12,), "EVT-08": (26, 11), "EVT-09": (150, 64), "EVT-10": (18, 7)}
#: Far enough for a past event to be published before it is dated back.
AHEAD = timedelta(days=400)


def season_of_events(cast: Cast, host: Partner, cohort: Cohort) -> None:
    at = venues.sites(host)
    rooms, themes, speakers = venues.rooms(at), _themes(), _speakers()
    made = {}
    for told in seed()["events"]:
        event = agenda.keep(_event(told, at))
        event.themes.set(themes[code] for code in THEME_OF.get(told["code"], ()))
        event.speakers.set(speakers[n] for n in SPEAKERS_OF.get(told["code"], ()))
        made[told["code"]] = _published(event, told, rooms.get(ROOM_OF.get(told["code"], "")), by=cast.staff)
    for code, counts in COMING.items():
        _fill(made[code], counts, asked=timezone.now() - timedelta(days=9))
    _talks(made["EVT-09"], speakers)
    _coming(made, cast, cohort)
    _training(cohort, at, rooms, by=cast.staff)


def _themes() -> dict[str, Theme]:
    made = [Theme(code=code, name_fr=fr, name_en=en, name_ar=ar) for code, fr, en, ar in THEMES]
    return {theme.code: theme for theme in Theme.objects.bulk_create(made)}


def _speakers() -> list[Speaker]:
    return Speaker.objects.bulk_create(
        Speaker(
            name=name,
            headline_fr=fr,
            headline_en=en,
            headline_ar=ar,
            organisation=house,
            consented_on=day(-200),
            consent_note="Accord écrit (fictif)",
        )
        for name, fr, en, ar, house in SPEAKERS
    )


def _event(told: dict[str, Any], at: dict[str, Any]) -> Event:
    code = told["code"]
    words = {"title_fr": told["title_fr"], **_for_whom(told["audience_fr"]), **WORDS[code]}
    words["title_fr"] = _spaced(words["title_fr"])
    mode = MODES[told["mode"]]
    return Event(
        slug=slugify(words["title_fr"] if told["language"] != "ar" else words.get("title_en", code))[:80],
        kind=KINDS.get(told["type"], told["type"]),
        language=told["language"],
        mode=mode,
        site=at.get((told["site"] or "").lower()),
        online_url="" if mode == Mode.ON_SITE else f"https://visio.exemple.test/{code.lower()}",
        **words,
        **MORE.get(code, {}),
    )


def _for_whom(said: str) -> dict[str, str]:
    english, arabic = AUDIENCES.get(said, ("", ""))
    return {"audience_fr": said.capitalize(), "audience_en": english, "audience_ar": arabic}


def _spaced(title: str) -> str:
    """French marks never begin a line."""
    return re.sub(r" (?=[:;?!»])", "\u00a0", title)


def _published(event: Event, told: dict[str, Any], room: Any, *, by: User) -> Event:
    offset, is_past = told["offset_days"], told["offset_days"] < 0
    ways = (
        [Way.ROOM, Way.ONLINE] if event.mode == Mode.HYBRID else [Way.ONLINE if event.mode == Mode.ONLINE else Way.ROOM]
    )
    agenda.settle_seatings(event.pk, dict.fromkeys(ways, told["capacity"]))
    hour = time.fromisoformat(told["start_local"])
    for wall in _walls(day(offset) + (AHEAD if is_past else timedelta()), hour, told["duration_minutes"]):
        agenda.add_session(event.pk, wall, resources=[room] if room else [])
    event = agenda.publish(event.pk, by=by)
    return _dated_back(event, instant(offset, hour.hour, hour.minute), PAST[told["code"]], by=by) if is_past else event


def _walls(first: date, hour: time, minutes: int) -> list[WallTime]:
    """What lasts longer than a day is so many days from morning to evening."""
    days = max(1, minutes // (24 * 60))
    return [WallTime(first + timedelta(days=n), hour, minutes if days == 1 else 9 * 60) for n in range(days)]


def _dated_back(event: Event, begins: datetime, counts: tuple[int, ...], *, by: User) -> Event:
    rows = _fill(event, counts, asked=begins - timedelta(days=20))
    make.past(event, begins=begins)
    Event.objects.filter(pk=event.pk).update(published_at=begins - timedelta(days=30))
    presence(rows, list(event.sessions.all()), by=by)
    return agenda.close(event.pk, by=by)


def _fill(event: Event, counts: tuple[int, ...], *, asked: datetime) -> list[Registration]:
    """`counts`: guests in the room, then online; the only way of an event has one count."""
    ways = sorted(event.seatings.all(), key=lambda seating: seating.way != Way.ROOM)
    pairs = zip(ways, counts, strict=True)
    return [row for way, count in pairs for row in guests(way, count, asked=asked, mark=f"{event.pk}-{way.way}")]


def _talks(event: Event, speakers: list[Speaker]) -> None:
    session = event.sessions.get()
    for after, minutes, fr, en, ar, speaker in TALKS:
        hour = (datetime.combine(session.day, session.hour) + timedelta(minutes=after)).time()
        talk = Talk.objects.create(session=session, hour=hour, minutes=minutes, title_fr=fr, title_en=en, title_ar=ar)
        if speaker is not None:
            talk.speakers.add(speakers[speaker])


def _coming(made: dict[str, Event], cast: Cast, cohort: Cohort) -> None:
    """The full conference with its list, the event by approval, the seats of those who sign in."""
    owners = _owners(cohort)
    full = made["EVT-09"]
    for person in (cast.founder2, *owners[:4]):
        _register(full, person, Way.ROOM)
    leaving = full.registrations.registered().filter(seating__way=Way.ROOM).order_by("created_at")[0]
    registrations.withdraw(leaving.pk, by=None, reason="Empêchement")
    _register(made["EVT-04"], cast.founder, Way.ONLINE)
    _register(made["EVT-08"], cast.founder, Way.ROOM)
    asked = [_register(made["EVT-07"], person, Way.ROOM) for person in owners[:5]]
    for row in asked[:3]:
        registrations.approve(row.pk, by=cast.staff)


def _owners(cohort: Cohort) -> list[User]:
    """Those of the cohort that is under way."""
    there = Enrolment.objects.active().filter(cohort=cohort).values("startup")
    seats = Membership.objects.owners().filter(startup__in=there).select_related("person").order_by("pk")
    return [seat.person for seat in seats]


def _training(cohort: Cohort, at: dict[str, Any], rooms: dict[str, Any], *, by: User) -> None:
    """Three dates for the cohort that is under way, and who registered for them."""
    event = agenda.keep(
        Event(
            slug="for-01",
            kind=EventKind.TRAINING,
            site=at["casablanca"],
            access=Access.COHORT,
            cohort=cohort,
            certificate=CertificateRule.SHARE,
            **WORDS["FOR-01"],
        )
    )
    agenda.settle_seatings(event.pk, {Way.ROOM: 20})
    for offset in (9, 16, 23):
        agenda.add_session(event.pk, WallTime(day(offset), time(9, 30), 210), resources=[rooms["casa-argan"]])
    agenda.publish(event.pk, by=by)
    for person in _owners(cohort):
        _register(event, person, Way.ROOM)


def _register(event: Event, person: User, way: str) -> Registration:
    seat = Membership.objects.live().filter(person=person).first()
    who = Registrant(person=person, startup=seat.startup if seat else None, language=person.language)
    return registrations.register(event.pk, who, Wish(way=way), by=person)

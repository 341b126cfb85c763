"""Calendar files and the feed of news, as whole files."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import icalendar
import pytest
import time_machine
from django.utils import timezone, translation

from events.agenda import actions
from events.agenda.clock import WallTime
from events.agenda.feeds import atom, calendar_of
from events.agenda.models import Event, Session
from events.agenda.queries import calendar, news
from events.agenda.states import EventState
from events.registrations.actions import cancel_event
from incubator.demo import make

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).resolve().parents[3] / "golden"
UIDS = [f"00000000-0000-4000-8000-00000000000{n}" for n in range(3)]


@pytest.fixture
def settled():
    """Two events whose every word and instant is known: a hybrid one of two days, and one in Paris that is cancelled."""
    with time_machine.travel(datetime(2026, 10, 30, 8, tzinfo=UTC), tick=False):
        words = {
            "title_fr": "Journées de l’énergie solaire ; pompes, coopératives et financement",
            "title_ar": "أيام الطاقة الشمسية: المضخات والتعاونيات والتمويل",
            "title_en": "Days of solar energy",
            "summary_fr": "Deux jours pour passer du prototype au premier client.",
            "summary_ar": "يومان للانتقال من النموذج الأولي إلى أول زبون.",
        }
        site = make.site(name_fr="Technopark Agadir", name_ar="تكنوبارك أكادير", city="Agadir")
        begins = datetime(2026, 12, 3, 9, tzinfo=UTC)
        first = make.event(slug="journees-solaires", mode="hybrid", site=site, starts=begins, dates=2, **words)
        abroad = {"zone": "Europe/Paris", "venue": "Palais des congrès", "city": "Paris", "country": "France"}
        second = make.event(slug="salon-paris", title="Salon", starts=begins + timedelta(days=4), **abroad)
        cancel_event(second.pk, by=make.staff(), reason="Grève des transports.")
    for number, session in enumerate(Session.objects.order_by("starts_at")):
        Session.objects.filter(pk=session.pk).update(uid=UIDS[number])
    for number, event in enumerate((first, second)):
        Event.objects.filter(pk=event.pk).update(uid=UIDS[number])
    with time_machine.travel(datetime(2026, 11, 2, 8, tzinfo=UTC), tick=False):
        yield first


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_calendar_is_this_file(settled, language):
    with translation.override(language):
        assert calendar_of(calendar()).decode() == (GOLDEN / f"events.{language}.ics").read_bytes().decode()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_calendar_program_reads_every_date(settled, language):
    with translation.override(language):
        written = calendar_of(calendar())
    read = icalendar.Calendar.from_ical(written)

    assert read["METHOD"] == "PUBLISH"
    assert [str(one["UID"]) for one in read.events] == [f"session-{uid}@portail.test" for uid in UIDS]
    assert [str(one["STATUS"]) for one in read.events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert read.events[0]["DTSTART"].dt == datetime(2026, 12, 3, 9, tzinfo=UTC)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def test_the_news_are_this_file(settled):
    assert atom(news()) == (GOLDEN / "events.atom").read_text(encoding="utf-8")


def test_a_moved_date_keeps_its_name_and_rises(staff):
    event = make.event()
    session = event.sessions.get()
    before = icalendar.Calendar.from_ical(calendar_of([event])).events[0]

    moved = actions.reschedule(event.pk, {session.pk: WallTime(date(2027, 3, 5), time(10), 60)}, by=staff)
    after = icalendar.Calendar.from_ical(calendar_of([moved])).events[0]

    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"]) > 0


def test_a_cancellation_goes_before_the_date_it_ends(staff):
    event = make.event()
    before = icalendar.Calendar.from_ical(calendar_of([event])).events[0]

    cancelled = cancel_event(event.pk, by=staff, reason="")
    after = icalendar.Calendar.from_ical(calendar_of([cancelled])).events[0]

    assert after["STATUS"] == "CANCELLED"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_the_public_calendar_is_the_same_for_everybody(client, staff):
    shown = make.event()
    make.event(access="invitation")
    make.event(state=EventState.DRAFT)
    make.event(starts=timezone.now() - timedelta(days=9))
    client.force_login(staff)

    written = client.get("/events/calendar.ics").content

    assert written.count(b"BEGIN:VEVENT") == 1
    assert str(shown.sessions.get().uid).encode() in written


@pytest.mark.parametrize("path", ["calendar.ics", "feed.atom"])
@pytest.mark.parametrize("rows", [1, 3])
def test_feeds_cost_the_same_however_long(client, path, rows, django_assert_num_queries):
    for _ in range(rows):
        make.event()

    with django_assert_num_queries(2):
        answer = client.get(f"/events/{path}")

    assert answer.status_code == 200


def test_types_and_names(client):
    event = make.event()

    feed, dates = client.get("/events/feed.atom"), client.get(f"{event.get_absolute_url()}calendar.ics")

    assert feed["Content-Type"].startswith("application/atom+xml")
    assert dates["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert dates["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
    assert client.get("/events/feed.atom").status_code == 200


def test_empty_feeds_are_files_too(client):
    assert "<feed" in client.get("/events/feed.atom").text
    assert client.get("/events/calendar.ics").content.endswith(b"END:VCALENDAR\r\n")

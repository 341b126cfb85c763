import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Event, Seating, Theme
from events.agenda.states import EventState
from events.registrations.states import RegistrationState
from incubator.demo import make
from incubator.demo.make_events import past
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
URL = reverse("events:event_list")
DAY = timedelta(days=1)


def page_of(client, **asked):
    with nothing_written():
        answer = client.get(URL, asked)
    assert answer.status_code == 200
    return answer.text


def chips(page):
    return re.findall(r'<span class="z-chip \w+">(.*?)</span>', page)


def crowd(rows):
    """Published events without the walk through the actions: pages of fifty are asked about, not how they came to be."""
    site, first = make.site(), make.event(capacity=9)
    theme = Theme.objects.create(code="energie", name_fr="énergie")
    copies = [
        Event(
            slug=f"copy-{n}",
            title_fr=f"Atelier sur l’énergie solaire au service des coopératives, séance {n}",
            state="published",
            site=site,
            starts_at=first.starts_at + n * DAY,
            ends_at=first.ends_at + n * DAY,
        )
        for n in range(rows - 1)
    ]
    made = Event.objects.bulk_create(copies)
    Seating.objects.bulk_create(Seating(event=event, capacity=12, is_open=True) for event in made)
    first.themes.add(theme)
    return [first, *made]


def test_coming_events_stand_by_month_and_drafts_and_closed_circles_do_not_show(client):
    later = make.event(title="Plus tard", starts=timezone.now() + 70 * DAY)
    sooner = make.event(title="Bientôt")
    hidden = [make.event(title="Brouillon", state=EventState.DRAFT), make.event(title="Invités", access="invitation")]

    page = page_of(client)

    assert page.index(sooner.title) < page.index(later.title)
    assert page.count('class="z-panel z-months"') == 2
    assert not any(event.title in page for event in hidden)


def test_places_are_told_in_words(client):
    make.event(capacity=12)
    full, closed = make.event(capacity=1), make.event(capacity=1, has_waiting_list=False)
    for event in (full, closed):
        make.registration(of=event)
    make.event(capacity=None)
    make.event(closes_at=timezone.now() - DAY)
    make.event(state=EventState.CANCELLED)
    make.event(mode="hybrid", capacity={"room": 0, "online": 7})
    make.event(mode="hybrid", capacity={"room": 3, "online": None})

    assert set(chips(page_of(client))) == {
        "12\xa0places libres",
        "complet, liste d’attente",
        "complet",
        "places sans limite",
        "inscriptions closes",
        "annulé par l’organisateur",
        "7\xa0places libres (en ligne)",
        "3\xa0places libres (dans la salle)",
    }


def test_her_own_registration_is_marked(client):
    waiting, mine = make.event(capacity=1), make.event()
    make.registration(of=waiting)
    person = make.registration(of=mine).person
    make.registration(of=waiting, who=person)
    client.force_login(person)

    shown = chips(page_of(client))

    assert shown == [str(RegistrationState.WAITLISTED.label), str(RegistrationState.REGISTERED.label)]


@pytest.mark.parametrize("view", ["month", "week"])
def test_sheets_keep_drafts_and_closed_circles_to_themselves(client, view):
    shown = make.event(title="Pour tous")
    hidden = [make.event(title="Brouillon", state=EventState.DRAFT), make.event(title="Invités", access="invitation")]
    day = timezone.localtime(shown.starts_at).date()

    page = page_of(client, view=view, day=day.isoformat(), month=f"{day:%Y-%m}")

    assert shown.title in page
    assert not any(event.title in page for event in hidden)


def test_who_is_invited_finds_the_event(client, stranger):
    event = make.event(title="Entre invités", access="invitation")
    event.invitees.create(email=stranger.email)
    client.force_login(stranger)

    assert "Entre invités" in page_of(client)


def test_filters_and_words_narrow_the_list(client):
    site, theme = make.site(city="Oujda"), Theme.objects.create(code="eau", name_fr="eau")
    wanted = make.event(title="Forum de l’eau", kind="conference", site=site, language="ar")
    wanted.themes.add(theme)
    other = make.event(title="Atelier bois")

    for asked in (
        {"kind": "conference"},
        {"site": site.code},
        {"language": "ar"},
        {"theme": "eau"},
        {"q": "FORUM eau"},
        {"q": "for"},
    ):
        page = page_of(client, **asked)
        assert wanted.title in page, asked
        assert other.title not in page, asked


def test_an_answer_to_nothing_says_what_to_do(client):
    assert ">Tout afficher<" in page_of(client, q="introuvable")
    assert "z-empty" in page_of(client)
    assert "z-empty" in page_of(client, when="past")


def test_past_events_are_there_latest_first(client):
    old = make.event(title="Hier", starts=timezone.now() - 3 * DAY, state=EventState.DONE)
    older = make.event(title="Avant-hier", starts=timezone.now() - 9 * DAY)
    coming = make.event(title="Demain")

    page = page_of(client, when="past")

    assert page.index(old.title) < page.index(older.title)
    assert coming.title not in page


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_costs_four_queries_and_stays_light(client, rows, django_assert_num_queries):
    events = crowd(rows)

    with django_assert_num_queries(4), nothing_written():
        answer = client.get(URL)

    rows_html = re.findall(r'<li class="z-book">.*?</li>', answer.text, re.DOTALL)
    assert len(rows_html) == rows
    assert all(event.slug in answer.text for event in events)
    assert len(answer.content) <= 45_000
    assert max(len(row.encode()) for row in rows_html) <= 600


@pytest.mark.parametrize("view", ["month", "week"])
@pytest.mark.parametrize("rows", [1, 50])
def test_a_sheet_costs_three_queries(client, view, rows, django_assert_num_queries):
    event = make.event(dates=rows)
    day = timezone.localtime(event.starts_at).date()

    with django_assert_num_queries(3), nothing_written():
        page = client.get(URL, {"view": view, "day": day.isoformat(), "month": f"{day:%Y-%m}"})

    assert event.get_absolute_url() in page.text
    assert len(page.content) <= 45_000


@pytest.mark.parametrize("rows", [1, 3])
def test_a_person_pays_the_same_for_one_event_and_three(client, stranger, rows, django_assert_num_queries):
    for _ in range(rows):
        make.registration(who=stranger)
    client.force_login(stranger)
    client.get(URL)

    with django_assert_num_queries(7):  # session and account, and one for her own registrations
        assert client.get(URL).status_code == 200


def test_the_next_page_follows_the_filters(client):
    crowd(52)

    page = page_of(client, kind="workshop", page="2")

    assert page.count('<li class="z-book">') == 2
    assert "?kind=workshop&amp;page=1" in page


@pytest.mark.parametrize(
    "query",
    [
        "page=1000000000&kind=%00",
        "page=99999999999999999999999999",
        "page=%D9%A3",
        "kind=nothing&site=x'%3B--&theme=%F0%9F%8C%9E&language=xx&when=never",
        "view=month&month=abc",
        "view=month&month=9999-12",
        "view=month&month=2026-13",
        "view=month&month=0001-01",
        "view=week&day=9999-12-31",
        "view=week&day=0001-01-01",
        "view=week&day=2026-02-30",
        "view=month&month=2000-01",
        "view=month&month=2099-12",
        "view=week&day=2099-12-31",
        "view=nothing",
        "q=%27%3A%2A%26%7C%21%28%29" * 5,
        "q=" + "%D8%A7%CC%81" * 80,
    ],
)
def test_odd_addresses_are_answered(client, query):
    make.event()

    assert client.get(f"{URL}?{query}").status_code in {200, 400}


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
def test_the_list_is_only_read(client, verb):
    assert getattr(client, verb)(URL).status_code == 405


def test_an_event_far_away_is_told_on_its_own_clock(client):
    event = make.event(zone="Asia/Tokyo", city="Tokyo", starts=datetime(2099, 5, 4, 23, tzinfo=UTC))
    past(event, begins=datetime(2099, 5, 4, 23, tzinfo=UTC))

    page = page_of(client)

    assert '<time class="day" datetime="2099-05-05">' in page
    assert "8\xa0h\xa000, heure locale (Tokyo)" in page

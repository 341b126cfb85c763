from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.agenda import actions
from events.agenda.clock import WallTime
from events.agenda.models import Material, Question, Speaker, Talk, Theme
from events.agenda.states import EventState
from incubator.demo import make
from incubator.demo.make_events import past
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REGISTER = '/register/"'


def page_of(client, event):
    with nothing_written():
        answer = client.get(event.get_absolute_url())
    assert answer.status_code == 200
    return answer.text


def speaker(name="Salma Idrissi", *, agreed=True, **fields):
    return Speaker.objects.create(name=name, consented_on=date(2026, 1, 5) if agreed else None, **fields)


def furnish(event, rows=1):
    """Everything a page can show, `rows` times."""
    room = make.resource(name_fr="Amphithéâtre Ibn Khaldoun")
    for n in range(rows):
        event.themes.add(Theme.objects.create(code=f"t{n}", name_fr=f"Thème {n}"))
        event.speakers.add(speaker(f"Oratrice {n}", headline_fr="Ingénieure", bio_fr="Vingt ans de pompes solaires."))
        Question.objects.create(event=event, key=f"q{n}", label_fr=f"Repas {n} ?")
        Material.objects.create(event=event, title_fr=f"Support {n}", audience="public", link="https://exemple.test/")
        when = WallTime(date(2027, 2, 1) + n * DAY, time(9), 120)
        session = actions.add_session(event.pk, when, resources=[room], title_fr=f"Journée {n}")
        talk = Talk.objects.create(session=session, hour=time(9, 30), title_fr=f"Exposé {n}", place="Salle B")
        talk.speakers.add(speaker(f"Orateur {n}"), speaker(f"Sans accord {n}", agreed=False))
    event.refresh_from_db()
    return event


def test_the_page_says_what_when_where_with_whom(client):
    site = make.site(address="Route de Nouaceur", map_url="https://carte.test/technopark")
    words = {"description_fr": "Deux jours.", "audience_fr": "Fondateurs", "access_note_fr": "Tram T2."}
    event = furnish(make.event(site=site, capacity=12, **words))

    page = page_of(client, event)

    shown = ["Deux jours.", "Fondateurs", "Tram T2.", "Route de Nouaceur", "https://carte.test/technopark"]
    shown += ["Thème 0", "Oratrice 0", "Vingt ans", "Orateur 0", "Exposé 0", "Salle B", "Ibn Khaldoun", "Support 0"]
    shown += ["Repas 0 ?", "Lundi 1er\xa0février\xa02027", "9\xa0h\xa000 – 11\xa0h\xa000", "heure de Casablanca"]
    shown += ["12\xa0places libres", reverse("events:event_dates", args=[event.slug]), REGISTER]
    assert [words for words in shown if words not in page] == []


def test_nobody_is_named_without_consent(client, staff):
    event = furnish(make.event())
    event.speakers.add(speaker("Refus Nommé", agreed=False))

    for person in (None, staff):
        if person:
            client.force_login(person)
        page = page_of(client, event)
        assert "Refus Nommé" not in page
        assert "Sans accord" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_four_queries_however_much_it_shows(client, rows, django_assert_num_queries):
    event = furnish(make.event(mode="hybrid", capacity={"room": 2, "online": None}), rows)

    with django_assert_num_queries(4):
        assert client.get(event.get_absolute_url()).status_code == 200


def test_ways_are_counted_apart(client):
    event = make.event(mode="hybrid", capacity={"room": 2, "online": None})

    page = page_of(client, event)

    assert "2\xa0places libres" in page
    assert "sans limite" in page


@pytest.mark.parametrize(
    ("fields", "words", "button"),
    [
        ({}, "", "inscrire"),
        ({"capacity": 0}, "", "Rejoindre la liste"),
        ({"capacity": 0, "has_waiting_list": False}, "Toutes les places sont prises", ""),
        (
            {"opens_at": datetime(2090, 3, 1, 9, tzinfo=UTC), "starts": datetime(2090, 4, 1, 9, tzinfo=UTC)},
            "ouvrent le",
            "",
        ),
        ({"closes_at": datetime(2020, 1, 1, tzinfo=UTC)}, "Les inscriptions sont closes.", ""),
        ({"takes_registrations": False, "website": "https://salon.test/"}, "https://salon.test/", ""),
        ({"state": EventState.CANCELLED}, "Salle fermée.", ""),
        ({"starts": datetime(2026, 1, 5, 9, tzinfo=UTC)}, "Cet événement est terminé.", ""),
    ],
)
def test_one_button_or_the_reason_why_not(client, fields, words, button):
    event = make.event(**fields)

    page = page_of(client, event)

    assert words in page
    assert (REGISTER in page) is bool(button)
    assert button in page


def test_who_is_registered_sees_that_instead_of_the_button(client):
    event = make.event()
    mine = make.registration(of=event)
    client.force_login(mine.person)

    page = page_of(client, event)

    assert REGISTER not in page
    assert mine.get_absolute_url() in page


def test_a_draft_does_not_exist_for_the_public_and_staff_preview_it(client, staff, stranger):
    event = make.event(state=EventState.DRAFT)
    address = event.get_absolute_url()

    assert client.get(address).status_code == 404
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(staff)
    assert "Aperçu" in page_of(client, event)


@pytest.mark.parametrize("access", ["invitation", "programme", "cohort"])
def test_an_event_for_some_is_out_of_sight_for_others(client, access):
    programme = make.programme()
    event = make.event(access=access, programme=programme, cohort=make.cohort(of=programme))

    assert client.get(event.get_absolute_url()).status_code == 404
    assert client.get(f"{event.get_absolute_url()}calendar.ics").status_code == 404


def test_an_event_elsewhere_is_told_on_both_clocks(client):
    event = make.event(zone="Europe/Paris", city="Paris")
    past(event, begins=datetime(2099, 1, 5, 9, tzinfo=UTC))

    page = page_of(client, event)

    assert "10\xa0h\xa000 – 12\xa0h\xa000</bdi></time>, heure locale (Paris)" in page
    assert "heure de Casablanca" in page
    assert 'datetime="2099-01-05T10:00:00+01:00"' in page


@pytest.mark.parametrize("field", ["website", "map_url"])
def test_only_addresses_of_the_web_become_links(client, field):
    event = make.event(**{field: "javascript:alert(1)"})
    Material.objects.create(event=event, title_fr="Piège", audience="public", link="data:text/html,x")

    page = page_of(client, event)

    assert "javascript:" not in page
    assert "data:text" not in page


def test_the_online_room_and_materials_of_the_registered_stay_with_them(client):
    event = make.event(mode="online", online_url="https://visio.test/secret")
    Material.objects.create(event=event, title_fr="Pour inscrits", link="https://exemple.test/x")

    page = page_of(client, event)

    assert "visio.test" not in page
    assert "Pour inscrits" not in page


def test_an_evening_past_midnight_is_one_date(client):
    event = make.event(starts=timezone.now() + 20 * DAY)
    session = event.sessions.get()
    actions.reschedule(event.pk, {session.pk: WallTime(date(2027, 3, 5), time(20), 300)}, by=make.staff())

    assert "20\xa0h\xa000 – 1\xa0h\xa000" in page_of(client, event)


@pytest.mark.parametrize("verb", ["post", "put", "delete", "patch"])
def test_the_page_is_only_read(client, verb):
    assert getattr(client, verb)(make.event().get_absolute_url()).status_code == 405

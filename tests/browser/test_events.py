"""The public pages of events in a real browser: three languages, wide and on a phone, and the reader's own clock."""

import os
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events.agenda import actions
from events.agenda.clock import WallTime
from events.agenda.models import Material, Question, Speaker, Talk, Theme
from events.agenda.states import EventState
from incubator.demo import make
from incubator.pages.context import in_language
from tests.look.sweep import PHONE, WIDE, sign_in, sweep

DAY = timedelta(days=1)
TITLES = {
    "title_fr": "Journées de l’énergie solaire : pompes, coopératives et financement",
    "title_en": "Days of solar energy: pumps, cooperatives and finance",
    "title_ar": "أيام الطاقة الشمسية: المضخات والتعاونيات والتمويل",
    "summary_fr": "Deux jours pour passer du prototype au premier client.",
    "summary_ar": "يومان للانتقال من النموذج الأولي إلى أول زبون.",
    "description_fr": "Des démonstrations sur place et des rencontres avec des acheteurs.\n\nApportez votre prototype.",
    "description_ar": "عروض ميدانية ولقاءات مع المشترين.",
    "audience_fr": "Fondatrices et fondateurs, coopératives, installateurs.",
    "access_note_fr": "Tram T2, arrêt Technopark.",
}


def program(now):
    """A fortnight of events: hybrid, full, cancelled, abroad, two at one hour, one over several days."""
    site = make.site(address="Route de Nouaceur", map_url="https://carte.test/", name_ar="تكنوبارك الدار البيضاء")
    hour = lambda day, at: datetime.combine(now.date() + day * DAY, time(at), tzinfo=UTC)  # noqa: E731
    places = {"room": 12, "online": None}
    event = make.event(
        mode="hybrid", capacity=places, site=site, kind="conference", starts=hour(2, 9), dates=2, **TITLES
    )
    for code, name in (("energie", "énergie"), ("eau", "eau")):
        event.themes.add(Theme.objects.create(code=code, name_fr=name, name_ar="طاقة" if code == "energie" else "ماء"))
    for name in ("Salma Idrissi", "Youssef Amrani"):
        told = {
            "headline_fr": "Ingénieure, pompage solaire",
            "headline_ar": "مهندسة",
            "bio_fr": "Vingt ans de terrain.",
        }
        event.speakers.add(Speaker.objects.create(name=name, consented_on=date(2026, 1, 5), **told))
    Question.objects.create(event=event, key="repas", label_fr="Régime alimentaire", label_ar="النظام الغذائي")
    Material.objects.create(event=event, title_fr="Programme complet", audience="public", link="https://exemple.test/")
    session = event.sessions.first()
    for at, title in ((9, "Ouverture"), (10, "Pomper au soleil : ce qui a marché à Zagora")):
        talk = Talk.objects.create(session=session, hour=time(at), title_fr=title, title_ar="الافتتاح", place="Salle B")
        talk.speakers.add(event.speakers.first())
    actions.reschedule(event.pk, {session.pk: WallTime(session.day, time(9), 420)}, by=make.staff())
    make.registration(of=make.event(title="Atelier complet", capacity=1, site=site, starts=hour(2, 14)))
    make.event(title="Séminaire annulé", state=EventState.CANCELLED, starts=hour(3, 10), kind="seminar")
    make.event(title="Salon de Paris", zone="Europe/Paris", venue="Palais des congrès", city="Paris", starts=hour(4, 9))
    for n in range(4):
        make.event(title=f"Permanence {n}", site=site, capacity=3, starts=hour(4, 10), kind="meeting")
    return event


@pytest.fixture
def event(transactional_db):
    return program(timezone.now())


def shoot(open_page, name, address, person=None):
    if folder := os.environ.get("SHOTS"):
        for language in ("fr", "ar"):
            page = open_page(language)
            if person:
                sign_in(page, person)
            for size, shape in (("wide", WIDE), ("phone", PHONE)):
                page.set_viewport_size(shape)
                page.goto(in_language(address, language))
                page.screenshot(path=f"{folder}/{name}.{language}.{size}.png", full_page=True)
            page.context.close()


def test_public_pages_of_events_hold_the_look(open_page, event):
    day = timezone.localtime(event.starts_at).date()
    pages = {
        "list": "/events/",
        "month": f"/events/?view=month&month={day:%Y-%m}",
        "week": f"/events/?view=week&day={day}",
        "detail": event.get_absolute_url(),
        "cancelled": type(event).objects.get(state=EventState.CANCELLED).get_absolute_url(),
    }
    for name, address in {**pages, "none": "/events/?q=introuvable", "home": "/"}.items():
        shoot(open_page, name, address)
    shoot(open_page, "dashboard", "/dashboard/", make.registration(of=event).person)

    sweep(open_page, list(pages.values()))


def test_the_hour_is_told_on_the_readers_own_clock_where_that_is_another(open_page, transactional_db):
    event = make.event(starts=datetime(2099, 1, 5, 9, tzinfo=UTC))

    for zone, times in (("Asia/Tokyo", 1), ("Africa/Casablanca", 0)):
        page = open_page("fr", timezone_id=zone)
        page.goto(event.get_absolute_url())
        assert page.get_by_text(" dans votre fuseau horaire").count() == times
        assert page.get_by_text("18:00 dans votre fuseau horaire (Tokyo)").count() == times

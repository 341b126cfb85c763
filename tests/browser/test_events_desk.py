"""Staff run a series in a real browser: made, moved, one of it cancelled, and everybody told; the pages hold the look."""

from datetime import date

import pytest
from django.urls import reverse

from events.agenda.models import Event
from incubator.demo import make
from incubator.outbox.models import Letter
from tests.events.agenda.days import on_day
from tests.look.sweep import sign_in

TITLES = {"title_fr": "Atelier pompage solaire", "title_en": "Solar pumping", "title_ar": "ورشة الضخ بالطاقة الشمسية"}
SUBMIT = ".submit-row input[type=submit]"


@pytest.fixture
def event(transactional_db):
    room = make.resource(name_fr="Salle Atlas", name_ar="قاعة الأطلس", capacity=12)
    made = make.event(
        starts=on_day(2027, 1, 13), rooms=[room], capacity=2, site=room.site, slug="atelier-pompage", **TITLES
    )
    for language in ("fr", "ar", "fr"):
        make.registration(of=made, who=make.person(language=language, name="Salma Idrissi"))
    return made


def letters(kind):
    return Letter.objects.filter(kind=f"events.registrations.{kind}").count()


def test_a_series_is_made_moved_and_one_of_it_cancelled(open_page, event):
    page = open_page("fr")
    sign_in(page, make.staff())
    page.goto(reverse("admin:events_event_step", args=[event.pk, "make_series"]))
    page.check("[name=rule][value=weekly]")
    page.fill("[name=dates]", "3")
    page.check("[name=publishes]")
    page.click(SUBMIT)
    assert page.locator(".h-table tbody tr").count() == 3
    page.click(SUBMIT)
    series = list(Event.objects.filter(series__isnull=False).order_by("starts_at"))
    assert [one.starts_on for one in series] == [date(2027, 1, 13), date(2027, 1, 20), date(2027, 1, 27)]
    make.registration(of=series[1])

    page.goto(reverse("admin:events_event_step", args=[event.pk, "move"]))
    page.check("[name=scope][value=following]")
    page.fill("[name=days]", "2")
    page.fill("[name=hour]", "13:00")
    page.click(SUBMIT)
    assert page.locator(".h-warnings li").count() == 3  # three Fridays at the hour of the prayer
    assert page.locator(".h-letter").count() == 2  # French and Arabic
    assert letters("event_moved") == 0
    page.click(SUBMIT)
    assert letters("event_moved") == 4
    assert [one.starts_at for one in Event.objects.order_by("starts_at")] == [
        on_day(2027, 1, day, 13) for day in (15, 22, 29)
    ]

    page.goto(reverse("admin:events_event_step", args=[series[1].pk, "cancel"]))
    page.check("[name=scope][value=event]")
    page.fill("[name=reason]", "La salle est en travaux.")
    page.click(SUBMIT)
    assert page.locator(".h-letter").count() == 1
    page.click(SUBMIT)
    assert letters("event_cancelled") == 1
    assert [one.state for one in Event.objects.order_by("starts_at")] == ["published", "cancelled", "published"]

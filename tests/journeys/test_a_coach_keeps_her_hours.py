"""J3 from the other side: a coach enters her hours without script, is away for a day, and a founder's times follow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from incubator.demo import make
from services.calendar.free import free_times
from services.calendar.wanted import Wanted
from tests.journeys.walking import press
from tests.look.sweep import findings, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def working_monday():
    """The Monday in two weeks."""
    today = timezone.localdate()
    return today + timedelta(days=14 - today.weekday())


def times(service):
    return [timezone.localtime(free.starts_at).date() for free in free_times(Wanted(service, working_monday(), days=7))]


def test_a_coach_enters_her_hours_without_script_and_an_absence(open_page):
    service = make.service(minutes=60)
    coach = make.provider(of=service, hours=False, state="active")
    monday = working_monday()
    page = open_page("fr", script=False)
    sign_in(page, coach.person)
    page.goto("/dashboard/")
    page.get_by_role("link", name="Accompagnement").first.click()
    page.get_by_role("link", name="Mes horaires").first.click()
    assert "Pas encore d’horaires" in page.inner_text("main")

    for weekday in ("0", "1"):
        page.select_option("#id_weekday", weekday)
        page.fill("#id_starts", "09:00")
        page.fill("#id_ends", "12:00")
        press(page, "Ajouter ces horaires")
    assert "Lundi, 9" in page.inner_text("main")
    page.fill("#id_starts", "11:00")
    page.fill("#id_ends", "13:00")
    page.select_option("#id_weekday", "1")
    press(page, "Ajouter ces horaires")
    assert "Vous recevez déjà" in page.inner_text("main")
    assert page.input_value("#id_ends") == "13:00"
    before = set(times(service))
    assert before <= {monday, monday + timedelta(days=1)}

    page.get_by_role("link", name="Mes absences").click()
    press(page, "Déclarer une absence")
    page.fill("#id_first", monday.isoformat())
    page.fill("#id_last", monday.isoformat())
    page.fill("#id_reason", "Salon")
    press(page, "Noter l’absence")
    assert "L’absence est notée" in page.inner_text("main")
    assert set(times(service)) == before - {monday}


def test_her_pages_in_arabic_on_a_phone(open_page):
    coach = make.provider(hours=True)
    page = open_page("ar", phone=True)
    sign_in(page, coach.person)
    for name in ("hours", "absences", "absences/new", "profile", "calendar"):
        page.goto(f"/ar/coaching/{name}/")
        assert page.evaluate("document.documentElement.dir") == "rtl"
        assert findings(page, open_page.faults) == [], name

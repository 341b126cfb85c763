"""A phone at the door: the line goes down and comes back; nothing is lost, nothing counts twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events.door.models import CheckIn
from incubator.demo import make
from tests.events.door.conftest import all_of
from tests.look.sweep import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NAMES = ("Salma Idrissi", "Omar Bennis", "فاطمة الزهراء", "Élodie Marchand")


@pytest.fixture
def event():
    return make.event(starts=timezone.now() + timedelta(days=3), title="Atelier solaire")


@pytest.fixture
def rows(event):
    return all_of(event, *NAMES)


@pytest.fixture
def page(open_page, event, rows):
    page = open_page("fr", phone=True)
    sign_in(page, make.staff())
    page.goto(f"/door/{event.slug}/scan/")
    return page


def scan(page, code):
    page.fill("#id_code", code)
    page.keyboard.press("Enter")


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('door:')).length")


def test_scans_go_on_while_the_line_is_down_and_are_sent_once_when_it_is_back(page, rows):
    scan(page, rows[0].ticket)
    expect(page.locator("[data-now]")).to_contain_text("Entrez")

    page.context.set_offline(True)
    for row in (rows[1], rows[2], rows[0]):
        scan(page, f"http://portail.test/tickets/{row.ticket}/")
    expect(page.locator("[data-count]")).to_have_text("3")
    expect(page.locator("[data-waiting]")).to_contain_text("Pas de connexion")
    expect(page.locator("[data-now]")).to_contain_text("gardé")
    assert kept(page) == 3
    assert CheckIn.objects.count() == 1

    page.context.set_offline(False)
    expect(page.locator("[data-waiting]")).to_be_hidden(timeout=15_000)
    expect(page.locator("[data-log]")).to_contain_text("Déjà entré")
    assert kept(page) == 0
    assert {done.registration for done in CheckIn.objects.all()} == set(rows[:3])


def test_what_waits_outlives_the_page_and_an_answer_that_never_came(page, rows):
    """The portal has counted the scan but the answer is lost: sent again after a reload, it is the same scan."""
    page.route("**/scans/", lambda route: (route.fetch(), route.abort()))
    scan(page, rows[0].ticket)
    expect(page.locator("[data-waiting]")).to_contain_text("Pas de connexion")
    assert (kept(page), CheckIn.objects.count()) == (1, 1)

    page.unroute("**/scans/")
    page.reload()
    expect(page.locator("[data-now]")).to_contain_text("Entrez")
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert (kept(page), CheckIn.objects.count()) == (0, 1)


CAMERA = """
window.BarcodeDetector = class { async detect() { return window.seen ? [{rawValue: window.seen}] : []; } };
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream(5);
"""


def test_the_camera_reads_a_ticket_once_while_it_is_held_before_it(open_page, event, rows):
    """A browser that has a reader of codes and a camera, both played."""
    page = open_page("fr", phone=True)
    sign_in(page, make.staff())
    page.add_init_script(CAMERA)
    page.goto(f"/door/{event.slug}/scan/")
    page.click("[data-camera]")
    page.evaluate(f"window.seen = 'http://portail.test/tickets/{rows[0].ticket}/'")
    expect(page.locator("[data-now]")).to_contain_text("Entrez")
    page.wait_for_timeout(600)
    page.evaluate(f"window.seen = '{rows[1].ticket}'")
    expect(page.locator("[data-log] .z-chip.ok")).to_have_count(2)

    assert CheckIn.objects.count() == 2


def test_who_is_signed_out_loses_no_scan(page, rows):
    page.context.clear_cookies()
    scan(page, rows[0].ticket)
    expect(page.locator("[data-waiting]")).to_contain_text("Vous êtes déconnecté")

    assert kept(page) == 1


def test_without_a_script_the_form_works(open_page, event, rows):
    page = open_page("fr", phone=True, script=False)
    sign_in(page, make.staff())
    page.goto(f"/door/{event.slug}/scan/")
    scan(page, rows[0].ticket)

    expect(page.locator("main")).to_contain_text("Entrez")
    assert CheckIn.objects.count() == 1

"""J3: a founder books a coaching hour, moves it from her mail, cancels another, attends and rates; in French without script, in Arabic on a phone."""

import pytest

from incubator.demo import make
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import findings, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def founder():
    service = make.service(slug="coaching-prix", name="Coaching prix et vente", places=["on_site", "video"])
    make.provider(of=service, at=make.site(name_ar="تكنوبارك الدار البيضاء"), video_url="https://visio.exemple.test/1")
    person = make.person(name="Salma Bennani")
    startup = make.startup(owner=person, name="Héliopompe")
    make.entitlement(of=startup, kind=service.kind, amount=5)
    return person


def said(page):
    return page.inner_text("main")


def last_address(message, word):
    """Of the link that ends so, as she follows it."""
    found = [line for line in message.body.splitlines() if line.startswith("http://portail.test") and word in line]
    return found[-1].removeprefix("http://portail.test")


def book(page, *, slot):
    page.goto("/services/coaching-prix/")
    press(page, "Choisir une heure")
    page.locator(".z-slot input").nth(slot).check()
    press(page, "Retenir cette heure")
    page.fill("#id_goal", "Fixer mon prix de vente.")
    press(page, "Confirmer le rendez-vous")
    return Booking.objects.get(pk=page.url.rstrip("/").rsplit("/", 1)[1])


def test_a_founder_books_moves_cancels_and_attends(open_page, founder):
    page = open_page("fr", script=False)
    sign_in(page, founder)
    booking = book(page, slot=20)
    assert "Votre rendez-vous est confirmé" in said(page)
    confirmed = mail_to(post(), founder.email, "confirmé")
    assert [part.get_filename() for part in confirmed.attachments] == ["invite.ics"]

    mailed = open_page("fr", script=False)
    mailed.goto(last_address(confirmed, "/move/"))
    mailed.locator(".z-slot input").nth(30).check()
    press(mailed, "Déplacer le rendez-vous")
    assert "Le rendez-vous est déplacé" in said(mailed)
    before = booking.starts_at
    booking.refresh_from_db()
    assert booking.starts_at > before

    other = book(page, slot=24)
    press(page, "Annuler le rendez-vous")
    assert "Sans frais" in said(page)
    press(page, "Annuler le rendez-vous")
    assert "Votre startup a annulé" in said(page)
    other.refresh_from_db()
    assert other.state == B.BY_STARTUP

    attended(open_page, booking)
    page.goto("/bookings/")
    assert "4 crédits" in said(page)
    page.goto(booking.get_absolute_url())
    assert "Le prix tient" in said(page)


def attended(open_page, booking):
    """The hour has come: the coach says so by the link of her mail and shares notes, the founder rates by hers."""
    coach = booking.provider.person
    make.dated_back(booking)
    page = open_page("fr", script=False)
    page.goto(link_in(mail_to(post(), coach.email, "a-t-il eu lieu")))
    press(page, "Il a eu lieu")
    sign_in(page, coach)
    page.goto(f"/coaching/bookings/{booking.pk}/record/")
    page.fill("#id_shared", "Le prix tient : garder 120 dirhams.")
    page.click("button[name='share']")

    mailed = open_page("fr", script=False)
    mailed.goto(last_address(mail_to(post(), booking.asked_by.email, "utile"), "stars=5"))
    assert mailed.is_checked("input[value='5']")
    press(mailed, "Envoyer mon avis")
    booking.refresh_from_db()
    assert (booking.state, booking.rating) == (B.ATTENDED, 5)


def test_the_booking_in_arabic_on_a_phone(open_page, founder):
    page = open_page("ar", phone=True)
    sign_in(page, founder)
    page.goto("/ar/services/coaching-prix/times/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert findings(page, open_page.faults) == []
    page.locator(".z-slot input").nth(10).check()
    press(page, "حفظ هذا الوقت")
    assert findings(page, open_page.faults) == []
    press(page, "تأكيد الموعد")
    assert findings(page, open_page.faults) == []
    page.fill("#id_goal", "تحديد ثمن البيع")
    press(page, "تأكيد الموعد")

    assert Booking.objects.get().state == B.CONFIRMED
    assert "موعدكم مؤكد" in said(page)
    assert findings(page, open_page.faults) == []
    page.goto("/ar/bookings/")
    assert findings(page, open_page.faults) == []

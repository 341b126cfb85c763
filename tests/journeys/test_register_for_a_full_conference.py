"""J3 without an account: a full conference, from the form to the place, in French without script and in Arabic on a phone."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from events.registrations import actions
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import findings, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SALMA = "salma@exemple.test"


@pytest.fixture
def full():
    cache.clear()
    event = make.event(
        slug="journee-solaire",
        kind="conference",
        certificate="present",
        capacity=1,
        title_fr="Journée de l’énergie solaire",
        title_ar="يوم الطاقة الشمسية",
        site=make.site(name_ar="تكنوبارك الدار البيضاء"),
        access_note_fr="Entrée par le hall.",
        access_note_ar="الدخول من البهو.",
    )
    return event, make.registration(of=event)


def said(page):
    return page.inner_text("main")


def test_an_outsider_waits_for_a_full_conference_gets_the_offer_and_comes(open_page, full):
    event, holder = full
    page = open_page("fr", script=False)
    page.goto(f"/events/{event.slug}/register/")
    assert "Toutes les places sont prises" in said(page)
    page.fill("#id_name", "Salma Bennani")
    page.fill("#id_email", SALMA)
    press(page, "Rejoindre la liste d’attente")
    assert "Encore une étape" in said(page)

    page.goto(link_in(mail_to(post(), SALMA, "Confirmez")))
    press(page, "Confirmer mon inscription")
    assert "Rang 1 sur la liste" in said(page)
    mail_to(post(), SALMA, "liste d’attente")

    actions.withdraw(holder.pk, by=None)
    page.goto(link_in(mail_to(post(), SALMA, "Une place est libre pour vous")))
    assert "Une place vous est réservée" in said(page)
    press(page, "Accepter la place")

    row = Registration.objects.get(email=SALMA)
    assert row.state == R.REGISTERED
    assert "Votre inscription est confirmée" in said(page)
    confirmed = mail_to(post(), SALMA, "Inscription confirmée")
    assert [part.get_filename() for part in confirmed.attachments] == ["invite.ics"]
    comes_and_gets_her_certificate(open_page, event, ticket=last_link(confirmed), person=page)


def last_link(message):
    return re.findall(r"^http://portail\.test(/\S+)$", message.body, re.MULTILINE)[-1]


def comes_and_gets_her_certificate(open_page, event, *, ticket, person):
    """The day comes: staff read the ticket; it ends: the certificate, and its code on the public page."""
    person.goto(ticket)
    assert "Salma Bennani" in said(person)
    assert person.locator("main svg").count() >= 1
    make.past(event, begins=timezone.now() - timedelta(minutes=5))
    staff = open_page("fr", script=False)
    sign_in(staff, make.staff())
    staff.goto(ticket)
    staff.locator("main button.z-big").click()
    assert "Entrez" in said(staff)

    make.past(event, begins=timezone.now() - timedelta(hours=5))
    staff.goto(f"/door/{event.slug}/certificates/")
    assert "Salma Bennani" in said(staff)
    staff.locator("form[action$='/issue/'] button").click()
    letter = mail_to(post(), SALMA, "attestation")

    person.goto(last_link(letter))
    assert "Salma Bennani" in said(person)
    assert "Journée de l’énergie solaire" in said(person)
    assert "authentique" in said(person)


def test_the_same_in_arabic_on_a_phone(open_page, full):
    event, _holder = full
    page = open_page("ar", phone=True)
    page.goto(f"/ar/events/{event.slug}/register/")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    page.fill("#id_name", "سلمى بناني")
    page.fill("#id_email", SALMA)
    assert findings(page, open_page.faults) == []
    press(page, "الانضمام إلى لائحة الانتظار")

    page.goto(link_in(mail_to(post(), SALMA, "أكدوا تسجيلكم")))
    assert "/ar/" in page.url
    assert findings(page, open_page.faults) == []
    press(page, "تأكيد تسجيلي")

    assert "الرتبة 1" in said(page)
    assert findings(page, open_page.faults) == []

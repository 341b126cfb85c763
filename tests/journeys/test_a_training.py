"""A founder takes a training with her credits, comes, gets the certificate, and may use the machine that asked for it; script off."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from events.registrations.models import Registration
from incubator.demo import make
from incubator.demo.make_bookings import fitting
from services.catalogue.states import NeedKind, ServiceKind
from services.ledger.models import Entitlement
from services.trainings.actions import settle_seats
from startups.queries import owners
from tests.journeys.walking import mail_to, post, press
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = "D’abord « Sécurité à l’atelier », une fois"


@pytest.fixture
def workshop():
    """A training, and a machine whose use asks for it."""
    cache.clear()
    safety = make.service(
        kind=ServiceKind.TRAINING, manner="seat", price=2, slug="securite-atelier", name="Sécurité à l’atelier"
    )
    title = {"title_fr": "Sécurité à l’atelier, automne", "certificate": "present", "site": make.site()}
    offer = make.training(what=safety, slug="securite-automne", **title)
    laser = make.service(
        kind=ServiceKind.PROTOTYPING, slug="decoupe", name="Découpe laser", places=["on_site"], with_person=False
    )
    fitting(laser, make.resource(of=make.site(), name_fr="Laser 1"))
    laser.needs.create(kind=NeedKind.DELIVERED, other=safety, times=1)
    startup = make.startup(name="Chamsi Froid (fictif)")
    make.entitlement(of=startup, kind=ServiceKind.TRAINING, amount=5)
    make.entitlement(of=startup, kind=ServiceKind.PROTOTYPING, amount=5)
    return offer, startup


def said(page):
    return page.inner_text("main").replace("\xa0", " ")


def test_a_founder_takes_a_training_and_may_use_what_asked_for_it(open_page, workshop):
    offer, startup = workshop
    owner, page = owners(startup).get(), open_page("fr", script=False)
    sign_in(page, owner)
    page.goto("/services/decoupe/")
    assert ASKED in said(page)

    takes_a_seat(page)
    row = Registration.objects.get()
    mail_to(post(), owner.email, "Inscription confirmée")
    assert Entitlement.objects.get(startup=startup, kind=ServiceKind.TRAINING).left == 3

    desk = open_page("fr", script=False)
    sign_in(desk, make.staff())
    comes(desk, offer.event, row)
    is_certified(desk, offer.event)
    mail_to(post(), owner.email, "attestation")
    page.goto(row.get_absolute_url())
    press(page, "Supports, avis et attestation")
    assert "certificate.pdf" in page.inner_html("main")

    settle_seats()
    page.goto("/services/decoupe/")
    assert ASKED not in said(page)
    assert "Vous remplissez toutes les conditions" in said(page)
    press(page, "Choisir une heure")
    assert page.locator(".z-slot input").count() > 0


def takes_a_seat(page):
    page.goto("/services/")
    page.locator("main").get_by_role("link", name="Sécurité à l’atelier").first.click()
    press(page, "Voir les dates")
    press(page, "S’inscrire")
    assert "Cela coûte 2 crédits à votre startup" in said(page)
    press(page, "S’inscrire")
    assert "les crédits sont réservés" in said(page)


def comes(desk, event, row):
    make.past(event, begins=timezone.now() - timedelta(minutes=5))
    desk.goto(f"/tickets/{row.ticket}/")
    desk.locator("main button.z-big").click()
    assert "Entrez" in said(desk)


def is_certified(desk, event):
    make.past(event, begins=timezone.now() - timedelta(hours=5))
    settle_seats()
    desk.goto(f"/door/{event.slug}/certificates/")
    desk.locator("form[action$='/issue/'] button").click()

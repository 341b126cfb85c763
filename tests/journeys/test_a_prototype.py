"""From idea to part: a founder asks for a prototype and gets it, with machine and technician, in French, script off."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from incubator.demo import make
from incubator.demo.make_bookings import fitting
from services.catalogue.states import ServiceKind
from services.ledger.models import Entry
from services.requests.models import Request
from services.requests.states import RequestState as S
from startups.models import Observation
from startups.queries import owners
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import sign_in
from tests.permissions.world import PDF

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workshop():
    """The service that one asks for, and the workshop that is booked for it; the account pays for both."""
    cache.clear()
    service = make.asked_service(kind=ServiceKind.PROTOTYPING, name="Diagnostic et plan de prototypage")
    here = make.site()
    machines = make.service(kind=ServiceKind.PROTOTYPING, name="Accès à l’atelier", places=["on_site"])
    make.provider(of=machines, at=here, who=make.person(name="Technicienne Thuya (fictive)"))
    fitting(machines, make.resource(of=here, name_fr="Découpe laser"))
    startup = make.startup(name="Chamsi Froid (fictif)")
    make.entitlement(of=startup, kind=ServiceKind.PROTOTYPING, amount=6)
    return service, startup


def said(page):
    return page.inner_text("main")


def day(ahead):
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def test_a_founder_asks_for_a_prototype_and_gets_it(open_page, workshop):
    service, startup = workshop
    owner, staff = owners(startup).get(), make.staff()
    page, desk = open_page("fr", script=False), open_page("fr", script=False)
    sign_in(page, owner)
    sign_in(desk, staff)

    asks(page, service)
    request = Request.objects.get()
    mail_to(post(), owner.email, "est bien arrivée")
    is_proposed(desk, request)

    page.goto(link_in(mail_to(post(), owner.email, "Proposition")))
    assert "3 crédits" in said(page)
    press(page, "Accepter la proposition")
    assert "La proposition est acceptée" in said(page)
    press(page, "Réserver : Accès à l’atelier")
    page.select_option("#id_time", index=1)
    press(page, "Réserver ce créneau")
    for told in ("Technicienne Thuya", "Découpe laser"):
        assert told in said(page)

    is_made(desk, request)
    page.goto(link_in(mail_to(post(), owner.email, "livraison")))
    assert "Boîtier étanche essayé." in said(page)
    press(page, "Accepter la livraison")
    step(desk, request, "close", evidence="Essai au banc, photos jointes.", trl_after="5")

    page.goto(link_in(mail_to(post(), owner.email, "clôturée")))
    assert "Essai au banc" in said(page)
    assert Request.objects.get().state == S.CLOSED
    assert Observation.objects.get(startup=startup, fact="trl").number == 5
    assert Entry.objects.filter(verb="consume").count() == 1
    assert sum(-entry.amount for entry in Entry.objects.filter(verb="hold")) == Decimal(4)


def asks(page, service):
    page.goto(f"/services/{service.slug}/")
    press(page, "En faire la demande")
    page.fill("#id_goal", "Un boîtier étanche pour notre capteur")
    page.fill("#id_need", "Le capteur mesure l’ensoleillement sur un toit : il doit résister à la pluie.")
    page.fill("#id_material", "PETG")
    page.fill("#id_quantity", "2")
    page.check("input[name=safety][value=heat]")
    page.select_option("#id_trl_before", "4")
    page.set_input_files("#id_file", {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(page, "Envoyer la demande")
    for told in ("Votre demande est déposée", "plan.pdf", "PETG"):
        assert told in said(page)


def step(desk, request, name, **values):
    """A step of the desk, with what is typed in it; what is shown first is confirmed."""
    desk.goto(f"/admin/services/request/{request.pk}/step/{name}/")
    for field, value in values.items():
        box = desk.locator(f"[name={field}]")
        (box.select_option if box.evaluate("one => one.tagName") == "SELECT" else box.fill)(value)
    desk.locator("input[type=submit].default").click()
    if desk.locator("input[name=confirm]").count():
        desk.locator("input[type=submit].default").click()


def is_proposed(desk, request):
    desk.goto("/admin/")
    desk.get_by_role("link", name="Demandes à trier").first.click()
    assert request.number in desk.inner_text("#content")
    step(desk, request, "take")
    proposal = {"what": "Deux boîtiers imprimés et essayés sous l’eau.", "steps": f"Plans | {day(4)}", "credits": "3"}
    step(desk, request, "propose", **proposal, valid_until=day(10), due_on=day(20))


def is_made(desk, request):
    step(desk, request, "start")
    step(desk, request, "finish_step")
    step(desk, request, "deliver", note="Boîtier étanche essayé.")

"""A founder asks for a grant and reaches her first tranche: in French, without script; two officers approve."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from services.funding.models import Award, FundingRequest, Tranche
from tests.journeys.walking import link_in, mail_to, post, press
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SUBMIT = ".submit-row input[type=submit]"


@pytest.fixture
def aid(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()
    rules = {"ceiling_mad": 200_000, "share_of_costs_max": 80, "own_share_min": 20, "own_money_first": True}
    made = make.instrument(slug="prime", name_fr="Prime au premier prototype", **rules)
    made.papers.create(name_fr="le devis")
    return made


@pytest.fixture
def pdf(tmp_path):
    def write(name):
        path = tmp_path / name
        path.write_bytes(make.paper().read())
        return str(path)

    return write


def said(page):
    return page.inner_text("main").replace("\u202f", " ").replace("\xa0", " ")


def send(page, button, path, **typed):
    """Opens the fold of this name, fills its form and sends it."""
    fold = page.locator("main details", has=page.locator("summary", has_text=button)).first
    fold.locator("summary").click()
    for name, value in typed.items():
        fold.locator(f"[name={name}]").fill(value)
    fold.locator("[type=file]").set_input_files(path)
    fold.locator("button").click()


def step(page, noun, row, name, **typed):
    page.goto(reverse(f"admin:services_{noun}_step", args=[row.pk, name]))
    for field, value in typed.items():
        what = page.locator(f"[name={field}]")
        kind = what.first.get_attribute("type")
        if kind == "file":
            what.set_input_files(value)
        elif kind == "radio":
            what.first.check()
        else:
            what.fill(value)
    page.click(SUBMIT)
    assert page.locator(".success").count() == 1, page.inner_text("main")


def test_a_founder_asks_for_a_grant_and_reaches_her_first_tranche(open_page, aid, pdf):
    startup = make.startup()
    owner = make.owner_of(startup)
    page, desk, other = (open_page("fr", script=False) for _n in range(3))
    for browser, person in ((page, owner), (desk, make.staff()), (other, make.staff())):
        sign_in(browser, person)

    page.goto("/funding/")
    page.get_by_role("link", name="Prime au premier prototype").click()
    press(page, "En faire la demande")
    typed = {"purpose": "Deux moules", "amount": "90 000", "own": "10 000", "cost_0": "Moules", "cost_0_mad": "100000"}
    for name, value in typed.items():
        page.fill(f"[name={name}]", value)
    press(page, "Garder en brouillon")
    assert "Il manque 10 000 MAD d’autofinancement : vous apportez 20 % des dépenses, soit 20 000 MAD." in said(page)
    assert "L’aide couvre au plus 80 % des dépenses, soit 80 000 MAD." in said(page)

    press(page, "Modifier la demande")
    page.fill("[name=amount]", "80 000")
    page.fill("[name=own]", "20 000")
    press(page, "Enregistrer")
    assert "Cette pièce manque : le devis." in said(page)
    send(page, "Ajouter le document", pdf("devis.pdf"))
    press(page, "Envoyer la demande")
    assert "L’équipe du programme examine votre demande" in said(page)
    mail_to(post(), owner.email, "est reçue")

    granted(desk, pdf)
    page.goto(link_in(mail_to(post(), owner.email, "attend votre signature")))
    assert "La convention n’est pas encore signée." in said(page)
    step(desk, "award", Award.objects.get(), "sign", signed_on=timezone.localdate().isoformat())
    page.reload()
    assert "Il manque 20 000 MAD d’autofinancement justifié avant le premier versement." in said(page)
    send(page, "Justifier de l’autofinancement", pdf("releve.pdf"), label="Apport", amount="20 000")
    send(page, "Envoyer le justificatif", pdf("attestation.pdf"))
    assert "en cours d’examen" in said(page)

    paid_by_two(desk, other)
    page.goto(link_in(mail_to(post(), owner.email, "La tranche 1 est versée")))
    assert "30 000 MAD versés sur 80 000 MAD" in said(page)
    assert "VIR-2026-7" in said(page)
    assert page.locator("main .z-bars svg rect.k1").count() == 1


def granted(desk, pdf):
    """One officer grants in two tranches and sends the agreement."""
    today, row = timezone.localdate().isoformat(), FundingRequest.objects.get()
    first = {"part_1": "30 000", "due_1": today, "before_1": "Compte bancaire dédié"}
    step(desk, "fundingrequest", row, "award", amount="80 000", **first, part_2="50 000", due_2="2027-06-30")
    step(desk, "award", Award.objects.get(), "send_agreement", file=pdf("convention.pdf"))


def paid_by_two(desk, other):
    """She verifies and approves first; the second approval is a colleague's."""
    request, row = FundingRequest.objects.get(), Tranche.objects.get(number=1)
    step(desk, "fundingrequest", request, "verify_contribution", contribution="")
    step(desk, "tranche", row, "meet", condition="")
    step(desk, "tranche", row, "approve")
    desk.goto(reverse("admin:services_tranche_step", args=[row.pk, "approve"]))
    desk.click(SUBMIT)
    assert "la seconde revient à une autre personne" in desk.inner_text("main")
    step(other, "tranche", row, "approve")
    today = timezone.localdate().isoformat()
    step(other, "tranche", row, "pay", paid_on=today, reference="VIR-2026-7", amount="30 000")

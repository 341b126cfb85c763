"""J1 in French with script off: from the first page to the receipt on paper. A newcomer, one browser, mails through the outbox."""

import io

import pikepdf
import pytest

from incubator.accounts.models import Consent, User
from incubator.demo import make, make_applications
from incubator.demo.demo_form import demo_form
from programs.applications.models import Application
from programs.applications.states import ApplicationState
from tests.journeys.walking import link_in, mail_to, post, press, sign_up
from tests.paper.reading import text_of
from tests.programs.applications.conftest import PDF

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "amina@heliopompe.ma"
TEXTS = {
    "problem": "Les puits isolés sont pompés au gazole.",
    "solution": "Une pompe solaire sans batterie, pilotée par un régulateur ouvert.",
    "impact": "Moins de gazole, moins d’eau perdue.",
    "market": "Trente mille puits dans l’Oriental ; location au mois.",
}
NUMBERS = {
    "revenue": "90 000", "customers": "7", "fte": "2,5", "funding_equity": "0", "funding_debt": "0", "funding_grants": "100000",
    "jobs": "12", "local_content": "60",
}  # fmt: skip


@pytest.fixture
def call():
    return make.call(asking=demo_form(), title="GreenStart, promotion 8", slug="greenstart-8", grace_minutes=2)


def put_startup_on_file(page):
    press(page, "Enregistrer ma startup")
    page.check("input[name=legal_form][value=non_creee]")
    press(page)
    page.fill("#id_name", "Héliopompe")
    for name, value in (("sector", "SOL"), ("region", "MA-02"), ("stage", "prototype")):
        field = page.locator(f"[name={name}]")
        if field.count() and field.first.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
    if page.locator("[name=city]").count():
        page.fill("[name=city]", "Oujda")
    press(page)


def fill_project(page):
    assert page.input_value("#id_q-project_name") == "Héliopompe"
    page.fill("#id_q-pitch", "Des pompes solaires sans batterie pour les puits isolés.")
    page.select_option("#id_q-sector", "SOL")
    page.check("[name=q-stage][value=prototype]")
    page.fill("#id_q-trl", "quatorze")
    press(page, "Enregistrer et continuer")
    assert page.input_value("#id_q-trl") == "quatorze"  # what was typed comes back, with the reason
    page.fill("#id_q-trl", "٥")  # Arabic digits are digits
    press(page, "Enregistrer et continuer")


def fill_company(page):
    page.select_option("#id_q-legal_form", "non_creee")
    page.select_option("#id_q-region", "MA-02")
    page.fill("#id_q-city", "Oujda")
    page.fill("[name=q-founders-0-role]", "Fondatrice")
    for column in ("gender", "age", "time"):
        if page.locator(f"[name=q-founders-0-{column}]").count():
            page.select_option(f"[name=q-founders-0-{column}]", index=1)
    press(page, "Enregistrer et continuer")


def fill_rest(page):
    for keys in (
        ("problem", "solution", "impact"),
        ("market", "revenue", "customers", "fte", "funding_equity", "funding_debt", "funding_grants"),
    ):
        for key in keys:
            page.fill(f"#id_q-{key}", TEXTS.get(key) or NUMBERS[key])
        press(page, "Enregistrer et continuer")
    for key in ("jobs", "local_content"):
        page.fill(f"#id_q-{key}", NUMBERS[key])
    page.locator("[name=q-needs]").first.check()
    page.set_input_files("#id_q-deck", {"name": "Présentation.pdf", "mimeType": "application/pdf", "buffer": PDF})
    press(page, "Enregistrer et continuer")


def test_a_newcomer_applies_and_holds_her_receipt(open_page, call, live_server):
    page = open_page("fr", script=False)

    page.goto("/")
    page.goto(f"/calls/{call.slug}/")
    press(page, "Commencer ma candidature")
    page.click("a[href*='/signup/']")
    sign_up(page, name="Amina Alaoui", email=EMAIL)
    if "/apply/" not in page.url:
        page.goto(f"/calls/{call.slug}/apply/")
    put_startup_on_file(page)
    assert page.url.endswith(f"/calls/{call.slug}/apply/")

    press(page, "Commencer")
    assert "Pas encore envoyé" in page.inner_text("main")
    assert mail_to(post(), EMAIL, "est commencée")
    press(page, "Continuer la saisie")
    fill_project(page)
    fill_company(page)
    fill_rest(page)

    assert page.url.endswith("/check/")
    assert "manque" not in page.inner_text("main .z-panel")
    press(page, "Envoyer ma candidature")
    assert "Sans votre accord" in page.inner_text("#errors")
    page.check("#id_application_privacy")
    page.check("#id_application_accuracy")
    press(page, "Envoyer ma candidature")

    _receipt(page, call)


def _receipt(page, call):
    application = Application.objects.get()
    assert application.state == ApplicationState.SUBMITTED
    assert page.url.endswith(f"/applications/{application.pk}/receipt/")
    assert application.receipt in page.inner_text("main")
    assert "heure de Casablanca" in page.inner_text("main")

    paper = page.request.get(f"/applications/{application.pk}/receipt.pdf").body()
    assert application.receipt in text_of(paper)
    with pikepdf.open(io.BytesIO(paper)) as document:
        assert len(document.pages) >= 1

    receipt = mail_to(post(), EMAIL, application.receipt)
    page.goto(link_in(receipt))
    assert application.receipt in page.inner_text("main")
    person = User.objects.get(email=EMAIL)
    assert Consent.objects.filter(person=person, about__endswith=str(application.pk)).count() == 2
    assert application.versions.get().answers["trl"] == 5
    assert application.versions.get().answers["fte"] == 2.5

    page.goto(f"/applications/{application.pk}/")
    press(page, "Modifier à nouveau")
    assert "ce que vous avez envoyé" in page.inner_text("main")


def test_what_was_sent_can_be_changed_withdrawn_and_talked_about_without_script(open_page, call, live_server):
    """The rest of J1: edit again, correction, messages, withdrawal."""
    application = make_applications.application(state=ApplicationState.CORRECTION)
    owner = make_applications.team(application.startup)
    page = open_page("fr", script=False)
    page.goto(f"/accounts/login/?next=/applications/{application.pk}/")
    page.fill("#id_login", owner.email)
    page.fill("#id_password", "demo-soleil-2026")
    press(page)

    press(page, "Voir la demande")
    assert "Précisez le chiffre d’affaires." in page.inner_text("main")
    page.goto(f"/applications/{application.pk}/figures/")
    page.fill("#id_q-revenue", "120 000")
    press(page, "Enregistrer et continuer")
    page.fill("#id_answer", "C’est précisé.")
    press(page, "Envoyer le dossier corrigé")
    assert application.receipt in page.inner_text("main")

    page.goto(f"/applications/{application.pk}/messages/")
    page.fill("#id_text", "Une question sur la suite.")
    press(page, "Envoyer le message")
    assert "Une question sur la suite." in page.inner_text("main")

    page.goto(f"/applications/{application.pk}/")
    press(page, "Retirer cette candidature")
    page.fill("#id_reason", "Nous reportons à l’an prochain.")
    press(page)
    assert "Nous reportons" in page.inner_text("main")
    assert Application.objects.get(pk=application.pk).state == ApplicationState.WITHDRAWN

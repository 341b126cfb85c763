"""Where script is the point: a section saves itself, says so, tries again, and tells of a colleague's text."""

import pytest
from playwright.sync_api import expect

from incubator.demo import make_applications
from programs.applications.actions.answering import save_section
from programs.applications.queries import answers_of
from tests.look.sweep import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "[data-said]"


@pytest.fixture
def draft():
    return make_applications.application()


@pytest.fixture
def page(open_page, draft):
    page = open_page("fr")
    sign_in(page, make_applications.team(draft.startup))
    page.goto(f"/applications/{draft.pk}/project/")
    return page


def test_text_is_saved_while_it_is_written(page, draft):
    page.fill("#id_q-pitch", "Une pompe solaire.")
    expect(page.locator(SAID)).to_contain_text("Brouillon enregistré à", timeout=8000)
    expect(page.locator("[name=revision]")).to_have_value("1")
    assert answers_of(draft)["pitch"] == "Une pompe solaire."

    page.fill("#id_q-pitch", "Une pompe solaire sans batterie.")
    expect(page.locator("[name=revision]")).to_have_value("2", timeout=8000)
    with page.expect_navigation():
        page.click("button[name=draft]")

    assert answers_of(draft)["pitch"] == "Une pompe solaire sans batterie."
    assert "Deux textes" not in page.inner_text("main")


def test_pressing_the_button_during_a_save_is_no_conflict_with_oneself(page, draft):
    page.fill("#id_q-pitch", "Premier jet.")
    page.evaluate("document.querySelector('#id_q-pitch').dispatchEvent(new Event('change', {bubbles: true}))")
    page.wait_for_timeout(1500)
    page.fill("#id_q-pitch", "Deuxième jet.")
    with page.expect_navigation():
        page.click("button[name=draft]")

    assert answers_of(draft)["pitch"] == "Deuxième jet."
    assert "Deux textes" not in page.inner_text("main")


def test_without_a_connection_it_says_so_and_tries_again(page, draft):
    page.context.set_offline(True)
    page.fill("#id_q-pitch", "Écrit dans le train.")
    expect(page.locator(SAID)).to_contain_text("pas de connexion", timeout=8000)

    page.context.set_offline(False)

    expect(page.locator(SAID)).to_contain_text("Brouillon enregistré à", timeout=12000)
    assert answers_of(draft)["pitch"] == "Écrit dans le train."


def test_a_colleagues_text_is_told_and_both_are_shown(page, draft):
    colleague = make_applications.colleague(draft.startup, name="Omar Benali")
    save_section(draft.pk, section="project", data={"pitch": "Le texte d’Omar."}, revision=0, by=colleague)

    page.fill("#id_q-pitch", "Le texte d’Amina.")
    expect(page.locator(SAID)).to_contain_text("Omar Benali a enregistré", timeout=8000)
    with page.expect_navigation():
        page.click("button[name=draft]")

    told = page.inner_text("main")
    assert "Le texte d’Omar." in told
    assert "Le texte d’Amina." in told
    with page.expect_navigation():
        page.click("text=Enregistrer mon choix")
    assert answers_of(draft)["pitch"] == "Le texte d’Amina."


def test_signed_out_while_writing_the_text_comes_back_after_signing_in(page, draft):
    owner = make_applications.team(draft.startup)
    page.context.clear_cookies(name="sid")
    page.fill("#id_q-pitch", "Une heure de travail.")
    expect(page.locator(SAID)).to_contain_text("vous êtes déconnecté", timeout=8000)

    page.click("button[name=draft]")
    page.click("main a.btn-primary")
    page.fill("#id_login", owner.email)
    page.fill("#id_password", "demo-soleil-2026")
    page.click("button[type=submit]:not([form])")
    page.wait_for_url(f"**/applications/{draft.pk}/project/")

    assert page.input_value("#id_q-pitch") == "Une heure de travail."
    with page.expect_navigation():
        page.click("button[name=draft]")
    assert answers_of(draft)["pitch"] == "Une heure de travail."


def test_leaving_the_page_saves_what_was_just_written(page, draft):
    page.fill("#id_q-pitch", "Juste avant de partir.")
    page.goto("/applications/")
    page.wait_for_timeout(1000)

    assert answers_of(draft)["pitch"] == "Juste avant de partir."

"""Sign-in with a key of the device, and a session's end, as people meet them."""

import pytest
from allauth.mfa.models import Authenticator

from incubator.demo import make
from tests.accounts.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def device():
    """A phone with a fingerprint reader, as far as the browser knows."""

    def lend(page):
        tools = page.context.new_cdp_session(page)
        tools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return page

    return lend


def sign_in(page, person):
    page.goto("/accounts/login/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]:not([form])")
    page.wait_for_url("**/dashboard/")


def test_a_passkey_is_added_and_opens_the_door(open_page, device):
    person = make.person()
    page = device(open_page("fr"))
    sign_in(page, person)
    page.goto("/accounts/2fa/webauthn/add/")
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit], main button.btn-primary")
    page.wait_for_url("**/webauthn/add/**")
    page.check("#id_passwordless")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/accounts/2fa/**")
    page.wait_for_function("!location.pathname.endsWith('/webauthn/add/')")
    assert Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).count() == 1

    page.goto("/account/")
    page.click("text=Se déconnecter >> visible=true")
    page.goto("/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/dashboard/")


def test_without_a_script_people_sign_in_and_change_their_profile(open_page):
    person = make.person(name="Salma Bennis")
    page = open_page("ar", script=False, phone=True)
    page.goto("/ar/accounts/login/?next=/ar/account/")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]:not([form])")
    page.fill("#id_name", "سلمى بناني")
    page.click("main form button.btn-primary")

    person.refresh_from_db()
    assert person.name == "سلمى بناني"


def test_the_text_of_a_form_is_offered_for_copy_when_the_session_is_over(open_page):
    person = make.person()
    page = open_page("fr")
    sign_in(page, person)
    page.goto("/account/data/")
    page.fill("#id_reason", "Un texte que je ne veux pas perdre.")
    page.check("#id_is_sure")
    page.context.clear_cookies(name="sid")
    page.click("text=Demander l’effacement")

    assert page.input_value("textarea") == "Un texte que je ne veux pas perdre."
    page.click("main a.btn-primary")
    page.fill("#id_login", person.email)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]:not([form])")
    page.wait_for_url("**/account/data/")

"""The dark of night, keys of the second factor, and the frame's own buttons (test_every_page.py opens all pages in daylight)."""

from itertools import product

import pytest
from allauth.mfa.models import Authenticator

from incubator.demo import make
from incubator.pages.context import in_language
from tests.look.sweep import LANGUAGES, findings, sign_in, sweep

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def call():
    phases = [{"name": {"fr": f"Phase {n}", "ar": f"المرحلة {n}"}, "when": {"fr": "mois 1"}} for n in range(4)]
    return make.call(of=make.cohort(of=make.programme(name="GreenStart", phases=phases)))


def test_the_first_page_in_dark(open_page):
    call()
    sweep(open_page, ["/"], languages=["ar"], theme="dark")


def test_pages_of_a_signed_in_person_in_dark(open_page, transactional_db):
    sweep(open_page, ["/dashboard/", "/accounts/2fa/"], person=make.person(), theme="dark", languages=["fr"])


def test_pages_of_the_second_factor(open_page, transactional_db):
    """A key is made by the libraries' own scripts under our policy, with an authenticator that Chromium plays."""
    page, person = open_page("fr"), make.person()
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/accounts/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "demo-soleil-2026")
    page.click("form button[type=submit]:not([form])")
    page.wait_for_url("**/dashboard/")

    page.goto("/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/")
    wrong = findings(page, open_page.faults)
    page.fill("[name=password]", "demo-soleil-2026")
    page.click("main button[type=submit]")
    page.wait_for_url("**/totp/activate/")
    wrong += findings(page, open_page.faults)
    page.goto("/accounts/2fa/webauthn/add/")
    wrong += findings(page, open_page.faults)
    page.fill("[name=name]", "Clé du bureau")
    page.click("main .btn-primary")
    page.wait_for_url("**/recovery-codes/")
    wrong += findings(page, open_page.faults)
    page.goto("/accounts/2fa/webauthn/")
    assert "Clé du bureau" in page.inner_text("main")
    key = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN).pk
    for tongue, at in product(LANGUAGES, ("", "add/", "reauthenticate/", f"keys/{key}/edit/", f"keys/{key}/remove/")):
        page.goto(in_language(f"/accounts/2fa/webauthn/{at}", tongue))
        wrong += findings(page, open_page.faults)
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("[name=login]", person.email)
    page.fill("[name=password]", "demo-soleil-2026")
    page.click("form button[type=submit]:not([form])")
    page.wait_for_url("**/2fa/authenticate/**")
    for tongue in LANGUAGES:
        page.goto(in_language("/accounts/2fa/authenticate/", tongue))
        wrong += findings(page, open_page.faults)

    assert wrong == []


def test_the_admins_home_in_dark(open_page, transactional_db):
    sweep(open_page, ["/admin/"], person=make.person(is_staff=True), theme="dark", languages=["fr"])


def test_colours_change_with_one_button_and_without_a_script(open_page, transactional_db):
    page = open_page("fr", script=False)
    page.goto("/?x=1")
    page.locator(".z-top .z-theme button:visible").click()

    assert page.url.endswith("/?x=1")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_the_language_changes_on_the_spot(open_page, transactional_db):
    page = open_page("fr")
    sign_in(page, make.person())
    page.goto("/accounts/email/")
    page.locator(".z-side .z-lang [lang=ar]").click()

    assert page.url.endswith("/ar/accounts/email/")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_menu_of_a_phone_opens_without_a_script(open_page, transactional_db):
    page = open_page("ar", phone=True, script=False)
    page.goto("/ar/")
    page.locator(".z-menu summary").click()

    assert page.locator(".z-menu__panel a").first.is_visible()

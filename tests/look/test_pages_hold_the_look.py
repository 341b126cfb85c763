"""The pages that belong to no unit, and those that libraries draw in our clothes."""

import pytest

from incubator.demo import make
from tests.browser.conftest import browser, open_page  # noqa: F401 - the fixtures of the browser
from tests.look.sweep import sign_in, sweep

pytestmark = pytest.mark.browser

PASSWORD = "demo-soleil-2026"
DOOR = [
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/confirm-email/",
]
ACCOUNT = [
    "/dashboard/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/accounts/logout/",
]
GUARDED = ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/webauthn/"]


def call():
    phases = [{"name": {"fr": f"Phase {n}", "ar": f"المرحلة {n}"}, "when": {"fr": "mois 1"}} for n in range(4)]
    return make.call(of=make.cohort(of=make.programme(name="GreenStart", phases=phases)))


def test_the_first_page(open_page):  # noqa: F811
    call()
    sweep(open_page, ["/"])


def test_the_first_page_in_dark(open_page):  # noqa: F811
    call()
    sweep(open_page, ["/"], languages=["fr", "ar"], theme="dark")


def test_the_doors(open_page):  # noqa: F811
    sweep(open_page, DOOR)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_a_signed_in_person(open_page, transactional_db, theme):  # noqa: F811
    sweep(
        open_page,
        ACCOUNT,
        person=make.person(name="Amira Bennis"),
        theme=theme,
        languages=("fr", "ar") if theme == "dark" else ("fr", "en", "ar"),
    )


def test_pages_of_what_went_wrong(open_page):  # noqa: F811
    sweep(open_page, ["/nothing/here/"], status=404)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_admins_home(open_page, transactional_db, theme):  # noqa: F811
    sweep(open_page, ["/admin/"], person=make.person(is_staff=True, is_superuser=True), theme=theme)


def test_colours_change_with_one_button_and_without_a_script(open_page, transactional_db):  # noqa: F811
    page = open_page("fr", script=False)
    page.goto("/?x=1")
    page.locator(".z-top .z-theme button:visible").click()

    assert page.url.endswith("/?x=1")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_the_language_changes_on_the_spot(open_page, transactional_db):  # noqa: F811
    page = open_page("fr")
    sign_in(page, make.person())
    page.goto("/accounts/email/")
    page.locator(".z-side .z-lang a[lang=ar]").click()

    assert page.url.endswith("/ar/accounts/email/")
    assert page.locator("html").get_attribute("dir") == "rtl"


def test_the_menu_of_a_phone_opens_without_a_script(open_page, transactional_db):  # noqa: F811
    page = open_page("ar", phone=True, script=False)
    page.goto("/ar/")
    page.locator(".z-menu summary").click()

    assert page.locator(".z-menu__panel a").first.is_visible()

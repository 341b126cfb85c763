"""Looks at pages the way people do: three languages, wide and on a phone. Nothing to find is the only good answer.

    def test_my_pages_hold_the_look(open_page, founder):
        sweep(open_page, ["/dashboard/", "/applications/"], person=founder)

Per address and language: it answers, axe finds nothing (WCAG 2.2 A and AA, best practice); at both widths nothing scrolls
sideways and what people press is 44 px high. Violations of the content policy fail the test by `open_page` itself.
"""

from functools import cache
from pathlib import Path

import axe_playwright_python
from django.conf import settings
from django.test import Client

from incubator.pages.context import in_language

LANGUAGES = ("fr", "en", "ar")
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PRESSED = ".btn, .form-control, .form-select, .form-check, summary, nav a, .z-lang a, .z-theme button, .z-pager a"
#: `preload` would fetch each style sheet again for one rule about turned screens.
LOOK = """(rules) => axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false})"""
LOW = """(what) => [...document.querySelectorAll(what)].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && box.height && box.height < 43.5 && !one.closest("[data-inline]");
}).map((one) => `${one.outerHTML.slice(0, 90)} is ${Math.round(one.getBoundingClientRect().height)} px high`)"""


@cache
def axe():
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def sign_in(page, person):
    """As if she had typed her password: the browser gets the cookie of a real session."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}]
    )


def findings(page, faults=None, *, with_axe=True, is_admin=False):
    """What is wrong with the page as it stands now; `faults` is the list that axe's own style must not reach."""
    wrong = [f"axe {v['id']}: {v['nodes'][0]['html'][:120]}" for v in (_violations(page, faults) if with_axe else [])]
    if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        wrong.append(f"scrolls sideways by {beyond} px")
    # The admin is a dense workplace: there axe's own rule of 24 px holds.
    return wrong if is_admin else wrong + page.evaluate(LOW, PRESSED)


def _violations(page, faults):
    page.evaluate("0")
    known = len(faults or [])
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(LOOK, RULES)
    page.evaluate("0")
    if faults is not None:
        del faults[known:]
    return found["violations"]


def sweep(open_page, addresses, *, person=None, languages=LANGUAGES, status=200, theme=""):
    """Every address × language, wide, then folded to a phone's width; axe looks at the narrow page once, from right to left."""
    wrong = []
    for language in languages:
        page = open_page(language)
        if person:
            sign_in(page, person)
        if theme:
            page.context.add_cookies([{"name": "theme", "value": theme, "domain": "localhost", "path": "/"}])
        for address in addresses:
            page.set_viewport_size(WIDE)
            answer = page.goto(in_language(address, language))
            is_admin = address.startswith("/admin/")
            told = [f"answers {answer.status}"] if answer.status != status else []
            told += findings(page, open_page.faults, is_admin=is_admin)
            page.set_viewport_size(PHONE)
            narrow = findings(page, open_page.faults, with_axe=language == "ar", is_admin=is_admin)
            wrong += [f"{answer.url}: {what}" for what in told] + [
                f"{answer.url} on a phone: {what}" for what in narrow
            ]
        page.context.close()
    assert wrong == [], "\n".join(wrong)

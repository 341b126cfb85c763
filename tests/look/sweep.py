"""Looks at pages the way people do: three languages, wide and on a phone. Nothing to find is the only good answer.

    def test_my_pages_hold_the_look(open_page, founder):
        sweep(open_page, ["/dashboard/", "/applications/"], person=founder)

Per address, language and size: it answers, axe finds nothing (WCAG 2.2 A and AA, best practice), nothing scrolls sideways,
what people press is 44 px high. Violations of the content policy fail the test by `open_page` itself.
"""

from functools import cache
from pathlib import Path

import axe_playwright_python
from django.conf import settings
from django.test import Client

from incubator.pages.context import in_language

LANGUAGES = ("fr", "en", "ar")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PRESSED = ".btn, .form-control, .form-select, .form-check, summary, nav a, .z-lang a, .z-theme button, .z-pager a"
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


def findings(page, faults=None, *, is_admin=False):
    """What is wrong with the page as it stands now; `faults` is the list that axe's own style must not reach."""
    wrong = [f"axe {found['id']}: {found['nodes'][0]['html'][:120]}" for found in _violations(page, faults)]
    if (beyond := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        wrong.append(f"scrolls sideways by {beyond} px")
    return wrong if is_admin else wrong + page.evaluate(LOW, PRESSED)


def _violations(page, faults):
    page.evaluate("0")
    known = len(faults or [])
    page.evaluate(axe())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    page.evaluate("0")
    if faults is not None:
        del faults[known:]
    return found["violations"]


def sweep(open_page, addresses, *, person=None, languages=LANGUAGES, status=200, theme=""):
    """Every address × language × size."""
    wrong = []
    for language in languages:
        for is_phone in (False, True):
            page = open_page(language, phone=is_phone)
            if person:
                sign_in(page, person)
            if theme:
                page.context.add_cookies([{"name": "theme", "value": theme, "domain": "localhost", "path": "/"}])
            for address in addresses:
                answer = page.goto(in_language(address, language))
                told = findings(page, open_page.faults, is_admin=address.startswith("/admin/"))
                told += [f"answers {answer.status}"] if answer.status != status else []
                wrong += [f"{answer.url} {'phone' if is_phone else 'wide'}: {what}" for what in told]
            page.context.close()
    assert wrong == [], "\n".join(wrong)

"""The browser of the suite sees what it promises to see: a test that cannot go red proves nothing."""

import pytest


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_start_page_speaks_each_language(open_page, language, direction):
    page = open_page(language, phone=language == "ar")
    page.goto("/" if language == "fr" else f"/{language}/")

    root = page.locator("html")
    assert root.get_attribute("lang") == language
    assert (root.get_attribute("dir") or "ltr") == direction


def test_a_broken_policy_is_seen(open_page):
    page = open_page()
    page.goto("/")

    page.evaluate("""() => { const s = document.createElement("script"); s.text = "1"; document.head.append(s) }""")
    page.wait_for_timeout(100)

    assert any("Content Security Policy" in fault for fault in open_page.faults)
    open_page.faults.clear()


def test_a_thrown_error_is_seen(open_page):
    page = open_page()
    page.goto("/")

    page.evaluate("() => { setTimeout(() => { throw new Error('on purpose') }) }")
    page.wait_for_timeout(100)

    assert any("on purpose" in fault for fault in open_page.faults)
    open_page.faults.clear()


def test_script_can_be_off(open_page):
    page = open_page(script=False)
    page.goto("/")

    assert page.locator("h1").count() == 1

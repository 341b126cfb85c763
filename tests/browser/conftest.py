"""A real browser on the real portal. A page that throws or breaks the content policy fails its test."""

import os

import pytest

from tests.services import chromium

try:
    from playwright.sync_api import Error, sync_playwright
except ImportError:  # requirements.txt alone: the suite runs without its browser
    if os.environ.get("PORTAL_REQUIRE_BROWSER"):
        raise
    collect_ignore_glob = ["test_*.py"]

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
WIDE = {"viewport": {"width": 1440, "height": 900}}


def pytest_collection_modifyitems(items):
    """Everything here drives the live server, whose threads need rows that are really committed."""
    for item in items:
        if "/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(
                executable_path=chromium(), args=FLAGS
            )  # None: Playwright's own, if it is there
        except Error as why:
            if os.environ.get("PORTAL_REQUIRE_BROWSER"):
                raise
            pytest.skip(f"no Chromium on this machine: {why.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, live_server):
    """open_page("ar", phone=True, script=False) gives a page; the language is the browser's, the addresses are relative."""
    contexts, faults = [], []

    def make(lang="fr", *, phone=False, script=True, **more):
        options = (
            (PHONE if phone else WIDE)
            | {"locale": lang, "java_script_enabled": script, "reduced_motion": "reduce"}
            | more
        )
        context = browser.new_context(base_url=live_server.url, timezone_id="Africa/Casablanca", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("weberror", lambda error: faults.append(f"script error: {error.error}"))
        context.on(
            "console",
            lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
        )
        return context.new_page()

    make.faults = faults
    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)

"""pytest plugin, loaded with "-p tests.chromium": a real browser on the real portal, for any test that asks for it.

A page that throws or breaks the content policy fails its test. Tests that open a browser are marked `browser` by themselves.
"""

import os
import shutil
from importlib.util import find_spec

import pytest

HAS_TOOLS = bool(find_spec("playwright") and find_spec("axe_playwright_python"))
if HAS_TOOLS:
    from playwright.sync_api import Error, sync_playwright

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
#: A file of tests that says one of these cannot even be read without the tools.
NEED_TOOLS = ("from playwright", "axe_playwright_python", "tests.look.sweep")


def path():
    """A Chromium of this machine, else None (Playwright then looks for its own)."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def told():
    """In words, so that a run without a browser cannot be taken for one with it."""
    if not HAS_TOOLS:
        return "none (requirements-dev.txt is not installed): its tests are left out"
    return path() or "none of this machine: Playwright's own, or its tests are skipped"


def pytest_report_header():
    return f"browser: {told()}"


def pytest_ignore_collect(collection_path):
    if HAS_TOOLS or collection_path.suffix != ".py":
        return None
    return any(name in collection_path.read_text(encoding="utf-8") for name in NEED_TOOLS) or None


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def refuse(why):
    if os.environ.get("PORTAL_REQUIRE_BROWSER"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def browser():
    if not HAS_TOOLS:
        refuse("playwright is not installed")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=path(), args=FLAGS)
        except Error as why:
            refuse(f"no Chromium on this machine: {why.message.splitlines()[0]}")
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, live_server):
    """open_page("ar", phone=True, script=False) gives a page; the browser speaks the language, addresses are relative."""
    contexts, faults = [], []

    def make(lang="fr", *, phone=False, script=True, **more):
        options = (PHONE if phone else WIDE) | {
            "locale": lang,
            "java_script_enabled": script,
            "reduced_motion": "reduce",
            "timezone_id": "Africa/Casablanca",
        }
        context = browser.new_context(base_url=live_server.url, **(options | more))
        context.set_default_timeout(10_000)
        contexts.append(context)
        context.on("weberror", lambda e: faults.append(f"script error: {e.error}"))
        context.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        return context.new_page()

    make.faults = faults
    yield make
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)

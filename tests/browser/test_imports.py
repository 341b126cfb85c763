"""An import in a real browser: the whole way with script off, and the look of its pages."""

import os
import re

import pytest

from incubator.demo import make
from startups.imports.actions import steps, work
from startups.imports.tasks import run_imports
from startups.models import Startup
from tests.look.sweep import sign_in
from tests.startups.imports import made
from tests.startups.imports.conftest import bring, media  # noqa: F401 -- fixtures

ADD = "/admin/startups/importbatch/add/"


@pytest.fixture
def by(transactional_db):
    return make.staff(language="fr", name="Salma Idrissi")


def shoot(page, name):
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/imports.{name}.png", full_page=True)


def test_staff_import_a_file_with_script_off(open_page, by):
    broken = made.company(299)
    broken[1] = "00152571300003"
    page = open_page("fr", script=False)
    sign_in(page, by)
    page.goto(ADD)
    shoot(page, "upload")
    data = made.companies(60, encoding="cp1252", extra=[broken, made.company(3)])
    page.locator("input[type=file]").set_input_files(
        {"name": "annuaire 2026.csv", "mimeType": "text/csv", "buffer": data}
    )
    page.locator("form.h-deed input[type=submit]").click()
    assert page.get_by_label("Encodage").input_value() == "cp1252"
    shoot(page, "reading")
    page.locator(".submit-row input[type=submit]").click()
    shoot(page, "columns")
    page.locator(".submit-row input[type=submit]").click()
    page.get_by_label("Green Tech").select_option("NUM")
    shoot(page, "words")
    page.locator(".submit-row input[type=submit]").click()
    assert "0" in page.locator(".i-progress").inner_text()
    shoot(page, "waiting")
    run_imports()
    page.locator(".i-progress a").click()
    shoot(page, "checked")
    page.get_by_role("link", name=re.compile("illisible")).click()
    assert "001525713000035" not in page.inner_text("body")
    assert "14" in page.inner_text(".i-wrong")
    shoot(page, "wrong")
    page.get_by_role("button", name=re.compile("Importer 60")).click()
    run_imports()
    page.locator(".i-progress a").click()
    assert Startup.objects.count() == 60
    shoot(page, "done")
    page.locator(".i-undo summary").click()
    page.locator(".i-undo button").click()
    run_imports()
    page.locator(".i-progress a").click()
    assert not Startup.objects.exists()
    shoot(page, "undone")


def test_the_bar_moves_by_itself_with_script(open_page, by, bring):  # noqa: F811
    batch = bring(made.companies(30), codes={"sector": {"greentech": "NUM"}})
    steps.start(batch.pk, by=by)
    page = open_page("fr")
    sign_in(page, by)
    page.goto(batch.get_absolute_url())
    assert page.locator("progress").get_attribute("value") == "0"

    work.advance(batch.pk)

    page.locator(".i-undo").wait_for()

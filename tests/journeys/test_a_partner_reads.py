"""J5: a partner signs in and lands on her report, opens a figure, asks, takes the PDF along; in Arabic on a phone too."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from incubator.demo import make
from incubator.reports.snapshots.models import Question
from tests.journeys.walking import PASSWORD
from tests.look.sweep import sign_in
from tests.paper.reading import language_of
from tests.reports import given

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def agreed():
    return given.convention()


@pytest.fixture
def reader(agreed):
    person = given.reader_of(agreed)
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


@pytest.fixture
def report(agreed):
    them = [make.startup() for _ in range(6)]
    return given.report(of=agreed, told=given.snapshot(behind={"I12": given.counted(*them)}))


def test_from_sign_in_to_the_paper(open_page, reader, report):
    cache.clear()
    page = open_page("fr", script=False)
    page.goto(reverse("account_login"))
    page.fill("#id_login", reader.email)
    page.fill("#id_password", PASSWORD)
    page.locator("form button[type=submit].btn-primary").first.click()

    page.wait_for_url(f"**{report.get_absolute_url()}")
    page.locator(".z-figures").get_by_role("link", name="Emplois", exact=True).click()
    assert page.inner_text("main").count("une startup\t") == 6
    page.fill("#id_text", "Pourquoi seulement quatre sur six ?")
    page.get_by_role("button", name="Demander à l’équipe du programme").click()

    assert "Votre question est envoyée" in page.inner_text("main")
    assert Question.objects.get().code == "I12"
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger le PDF").click()
    assert waiting.value.suggested_filename.endswith("-v1.pdf")


def test_in_arabic_on_a_phone(open_page, reader, report):
    page = open_page("ar", phone=True)
    sign_in(page, reader)
    page.goto("/ar/reports/")
    page.locator("main .z-list a").first.click()

    assert page.evaluate("document.documentElement.dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".chart.narrow").first.is_visible()
    page.locator("#c-jobs ~ details summary, section:has(#c-jobs) summary").first.click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="PDF").click()
    with open(waiting.value.path(), "rb") as file:
        assert language_of(file.read()) == "ar"

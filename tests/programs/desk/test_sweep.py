"""The desk in the dark, and its deeds when something is missing."""

import pytest
from django.urls import reverse

from incubator.demo import make
from programs.applications.actions import talking
from programs.applications.states import ApplicationState as S
from programs.decisions.actions import deciding
from tests.look.sweep import PHONE, WIDE, findings, sign_in, sweep

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
LIST = "/admin/programs/application/"


@pytest.fixture
def files(call, staff):
    """Three files of a call: one sent with a history, one with an offer prepared, one whose letters are built elsewhere."""
    sent = make.application(state=S.SUBMITTED, to=call)
    talking.say(sent.pk, text="Faut-il joindre les statuts ?", token="", by=make.team(sent.startup))
    pending = make.application(state=S.IN_REVIEW, to=call)
    deciding.offer(pending.pk, by=staff, reason="Un prototype qui tourne.")
    return [sent, pending, make.application(to=call)]


def file_page(file):
    return reverse("admin:programs_application_change", args=[file.pk])


def test_the_list_and_the_files_in_dark(open_page, files, call, staff):
    addresses = [LIST, f"{LIST}?call__id__exact={call.pk}&q=atelier", *map(file_page, files[:2])]
    sweep(open_page, addresses, person=staff, theme="dark", languages=["fr"])


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_deeds_open_and_on_many_rows(open_page, files, staff, language):
    page = open_page(language)
    sign_in(page, staff)
    prefix = "" if language == "fr" else f"/{language}"
    wrong = []

    page.goto(prefix + file_page(files[0]))
    for deed in page.locator("details.h-deed > summary").all():
        deed.click()
    wrong += looked_at(page, open_page)
    for name in ("ask_correction", "screen"):
        page.goto(prefix + LIST)
        for row in page.locator("input.action-select").all():
            row.check()
        page.select_option("select[name=action]", name)
        page.click("#changelist-form button[name=index]")
        wrong += looked_at(page, open_page)
        page.click("#content .submit-row input[type=submit]")
        assert page.locator(".errorlist").count()
        wrong += looked_at(page, open_page)

    assert wrong == []


def looked_at(page, open_page):
    page.set_viewport_size(PHONE)
    narrow = findings(page, open_page.faults, with_axe=False, is_admin=True)
    page.set_viewport_size(WIDE)
    return [f"{page.url}: {what}" for what in findings(page, open_page.faults, is_admin=True) + narrow]

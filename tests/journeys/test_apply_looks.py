"""Every page of a file, in each language, wide and on a phone: nothing for axe to find, nothing that scrolls sideways."""

import pytest
from django.utils import timezone

from incubator.demo import make, make_applications
from incubator.demo.demo_form import demo_form
from programs.applications.actions import desk, talking
from programs.applications.actions.answering import save_section
from programs.applications.states import ApplicationState as S
from tests.look.sweep import findings, sign_in, sweep
from tests.programs.applications.conftest import DAY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft():
    return make_applications.application(to=make.call(asking=demo_form(), title="GreenStart, promotion 8"))


def pages(application, *names):
    return [f"/applications/{application.pk}/{name}" for name in names]


def test_a_draft(open_page, draft):
    addresses = ["/applications/", f"/calls/{draft.call.slug}/apply/"]
    names = ("", "project/", "company/", "market/", "plan/", "check/", "delete/", "messages/")
    sweep(open_page, addresses + pages(draft, *names), person=make_applications.team(draft.startup))


def test_a_sent_file_and_its_correction(open_page):
    sent = make_applications.application(state=S.SUBMITTED)
    owner, officer = make_applications.team(sent.startup), make.staff()
    talking.say(sent.pk, text="Bonjour, faut-il joindre les statuts ?", token="", by=owner)
    talking.say(sent.pk, text="Non.", token="", by=officer, from_staff=True)
    sweep(open_page, pages(sent, "", "receipt/", "messages/", "versions/1/", "check/", "withdraw/"), person=owner)

    desk.ask_correction(sent.pk, by=officer, request="Chiffres ?", due_at=timezone.now() + 5 * DAY)
    sweep(open_page, pages(sent, "", "correction/", "figures/"), person=owner)


def test_a_closed_a_selected_and_an_empty_list(open_page):
    for state in (S.LAPSED, S.OFFERED, S.WAITLISTED):
        application = make_applications.application(state=state)
        sweep(open_page, pages(application, "", "check/"), person=make_applications.team(application.startup))
    sweep(open_page, ["/applications/"], person=make.person())


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_wrong_answers_and_two_texts(open_page, draft, language):
    """Pages that answer 422 and 409."""
    owner = make_applications.team(draft.startup)
    page = open_page(language, phone=language == "ar")
    sign_in(page, owner)
    prefix = "" if language == "fr" else f"/{language}"
    page.goto(f"{prefix}/applications/{draft.pk}/project/")
    page.fill("#id_q-trl", "quatorze")
    page.click("button[name=next]")
    assert findings(page, open_page.faults) == []

    page.goto(f"{prefix}/applications/{draft.pk}/project/")
    colleague = make_applications.colleague(draft.startup)
    row = draft.answers.get(section_key="project")
    save_section(draft.pk, section="project", data={**row.data, "pitch": "Autre."}, revision=row.revision, by=colleague)
    page.fill("#id_q-pitch", "Le mien.")
    page.click("button[name=draft]")
    assert findings(page, open_page.faults) == []

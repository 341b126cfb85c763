"""What a file answers to wrong answers and to two texts, looked at (tests/look/test_every_page.py opens the other pages)."""

import pytest

from incubator.demo import make, make_applications
from incubator.demo.demo_form import demo_form
from programs.applications.actions.answering import save_section
from tests.look.sweep import findings, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def draft():
    return make_applications.application(to=make.call(asking=demo_form(), title="GreenStart, promotion 8"))


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

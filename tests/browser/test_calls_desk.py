"""The staff's pages of calls and forms in a real browser."""

import pytest
from django.urls import reverse

from incubator.demo import make
from incubator.demo.demo_form import demo_form
from programs.calls.models import Question
from programs.calls.states import Phase
from tests.browser.test_calls import shoot
from tests.look.sweep import sweep


@pytest.fixture
def pages(transactional_db):
    call = make.call(phase="", asking=demo_form(), title_ar="")
    closed = make.call(phase=Phase.CLOSED)
    question = Question.objects.get(section__form=call.form, key="founders")
    programme = call.cohort.programme
    return {
        "calls": reverse("admin:programs_call_changelist"),
        "call": reverse("admin:programs_call_change", args=[call.pk]),
        "edition": reverse("admin:programs_call_step", args=[closed.pk, "new_edition"]),
        "form": reverse("admin:programs_form_change", args=[call.form_id]),
        "question": reverse("admin:programs_question_change", args=[question.pk]),
        "programme": reverse("admin:programs_programme_change", args=[programme.pk]),
    }


def test_the_desk_holds_the_look(open_page, pages):
    person = make.staff()
    for name, address in pages.items():
        shoot(open_page, address, f"desk-{name}", person)
    sweep(open_page, list(pages.values()), person=person, languages=("fr", "ar"))

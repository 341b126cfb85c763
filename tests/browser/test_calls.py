"""The public pages of calls in a real browser: three languages, wide and on a phone, and with script off."""

import pytest

from incubator.demo import make
from incubator.demo.demo_form import demo_form
from programs.calls.models import Call
from programs.calls.states import Phase
from tests.look.sweep import sign_in


@pytest.fixture
def call(transactional_db):
    fields = {
        "title_fr": "Appel GreenScale, promotion 1",
        "title_en": "GreenScale call, cohort 1",
        "title_ar": "طلب ترشيحات غرين سكيل، الفوج الأول",
    }
    made = make.call(
        asking=demo_form(),
        results_on="2027-01-12",
        interviews_on="2027-01-26",
        starts_on="2027-02-09",
        slug="greenscale-1",
    )
    words = {"documents_fr": "Un dossier de présentation (PDF).\nVotre numéro ICE si la société existe.", **fields}
    Call.objects.filter(pk=made.pk).update(**words)
    made.faq.create(
        question_fr="Faut-il une société ?",
        answer_fr="Non. Une équipe suffit.",
        question_ar="هل يجب إحداث مقاولة؟",
        answer_ar="لا. يكفي فريق.",
    )
    make.call(phase=Phase.SCHEDULED)
    make.call(phase=Phase.CLOSED)
    return made


def test_the_self_check_answers_without_script(open_page, call):
    page = open_page("fr", script=False)
    page.goto(f"/calls/{call.slug}/check/")
    page.get_by_role("button").last.click()
    assert page.locator(".z-errors").is_visible()
    page.select_option("[name=q-sector]", "SOL")
    page.check("[name=q-stage][value=idee]")
    page.fill("[name=q-trl]", "7")
    page.select_option("[name=q-legal_form]", "non_creee")
    page.get_by_role("button").last.click()
    assert page.locator(".z-note.late").is_visible()
    page.check("[name=q-stage][value=croissance]")
    page.get_by_role("button").last.click()
    assert page.locator(".z-note.ok").is_visible()


def test_with_script_needless_questions_are_hidden_and_letters_counted(open_page, call):
    page = open_page("fr")
    page.goto(f"/calls/{call.slug}/check/")
    assert page.locator("#div_id_q-creation_date").is_hidden()
    page.select_option("[name=q-legal_form]", "sarl")
    assert page.locator("#div_id_q-creation_date").is_visible()
    sign_in(page, make.staff())
    page.goto(f"/calls/{call.slug}/preview/")
    page.fill("[name=q-pitch]", "👩‍🔬 été\u200b\u202e ")
    assert page.locator("#div_id_q-pitch .z-counter").text_content() == "7 / 300"

"""Staff build forms without JSON: sections and rules on one page, each question on its own; frozen is frozen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from incubator.demo import make
from programs.calls.builder import lines_of_options, options_in_lines
from programs.calls.models import EligibilityRule, Form, Question, Section
from programs.calls.plans import plan_of


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def form(db):
    return make.form()


def page(form):
    return reverse("admin:programs_form_change", args=[form.pk])


def adding(section):
    return f"{reverse('admin:programs_question_add')}?section={section.pk}"


def changing(question):
    return reverse("admin:programs_question_change", args=[question.pk])


def asked(section, **changes):
    return {
        "section": section.pk,
        "position": 9,
        "key": "extra",
        "kind": "line",
        "label_fr": "Une de plus",
        "is_required": "on",
        "decimals": 0,
        "condition_kind": "one_of",
        **changes,
    }


def rows(form, **changes):
    values = {
        "name": form.name,
        "sections-TOTAL_FORMS": 0,
        "sections-INITIAL_FORMS": 0,
        "rules-TOTAL_FORMS": 0,
        "rules-INITIAL_FORMS": 0,
    }
    return {**values, **changes}


def rule(**changes):
    sides = {
        "position": 5,
        "question_key": "sector",
        "operator": "one_of",
        "value": "SOL, EOL",
        "otherwise": "ineligible",
        "in_self_check": "on",
        "reason_fr": "Non.",
    }
    return {"rules-TOTAL_FORMS": 1, **{f"rules-0-{side}": value for side, value in {**sides, **changes}.items()}}


def test_a_form_begins_with_a_name_and_goes_on_with_sections(desk):
    answer = desk.post(reverse("admin:programs_form_add"), {"name": "Formulaire neuf", "_continue": "1"})
    form = Form.objects.get(name="Formulaire neuf")
    assert answer.url == page(form)

    section = {
        "sections-TOTAL_FORMS": 1,
        "sections-0-position": 0,
        "sections-0-key": "idea",
        "sections-0-title_fr": "Idée",
    }
    assert desk.post(page(form), rows(form, **section)).status_code == 302
    assert adding(form.sections.get()).split("/admin")[1] in desk.get(page(form)).text


def test_a_question_is_added_and_leads_back_to_its_form(desk, form):
    section = form.sections.first()

    answer = desk.post(adding(section), asked(section))

    assert answer.url == page(form)
    assert plan_of(form.pk).by_key["extra"].label == "Une de plus"


def test_choices_are_rows(desk, form):
    section = form.sections.first()
    options = {
        "options-0-value": "solo",
        "options-0-fr": "Seul",
        "options-0-en": "Alone",
        "options-0-ar": "وحيد",
        "options-1-value": "duo",
        "options-1-fr": "À deux",
    }

    desk.post(adding(section), asked(section, kind="choice", **options))

    question = Question.objects.get(key="extra")
    assert question.options == [
        {"value": "solo", "fr": "Seul", "en": "Alone", "ar": "وحيد"},
        {"value": "duo", "fr": "À deux"},
    ]
    assert 'value="À deux"' in desk.get(changing(question)).text


def test_columns_are_rows_with_their_choices_in_lines(desk, form):
    section = form.sections.first()
    columns = {
        "columns-0-key": "role",
        "columns-0-kind": "line",
        "columns-0-fr": "Rôle",
        "columns-1-key": "age",
        "columns-1-kind": "choice",
        "columns-1-fr": "Âge",
        "columns-1-options": "young | jeune | young | شاب\nold | âgé",
    }

    desk.post(adding(section), asked(section, kind="table", **columns))

    question = Question.objects.get(key="extra")
    assert question.columns[1]["options"] == [
        {"value": "young", "fr": "jeune", "en": "young", "ar": "شاب"},
        {"value": "old", "fr": "âgé"},
    ]
    assert "young | jeune | young | شاب" in desk.get(changing(question)).text


def test_a_condition_is_chosen_from_earlier_answers(desk, form):
    section = form.sections.last()

    desk.post(adding(section), asked(section, condition_kind="none_of", condition_values=["sector=SOL", "sector=EOL"]))

    question = Question.objects.get(key="extra")
    assert question.condition == {"question": "sector", "none_of": ["SOL", "EOL"]}
    assert 'value="sector=EOL" selected' in desk.get(changing(question)).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "pitch"},
        {"key": "un deux"},
        {"label_fr": " \u200b"},
        {"kind": "spell"},
        {"kind": "choice"},
        {"kind": "table"},
        {"kind": "choice", "options-0-value": "a", "options-0-fr": "A", "options-1-value": "a", "options-1-fr": "B"},
        {"options-0-value": "a"},
        {"minimum": 5, "maximum": 3},
        {"minimum": "NaN"},
        {"maximum": "1e309"},
        {"condition_values": ["sector=SOL", "sells=yes"]},
        {"condition_values": ["sector=NOPE"]},
        {"listed": "users"},
        {"feeds": "password"},
        {"position": "-1"},
    ],
)
def test_a_question_that_cannot_be_asked_comes_back(desk, form, wrong):
    section = form.sections.first()

    answer = desk.post(adding(section), asked(section, **wrong))

    assert answer.status_code in {200, 422}
    assert "errornote" in answer.text
    assert not Question.objects.filter(section=section, position=9).exists()


@pytest.mark.parametrize("section", ["", "abc", "0", "99999999999999999999", "1e3"])
def test_a_question_without_a_section_has_no_place(desk, section):
    assert desk.get(f"{reverse('admin:programs_question_add')}?section={section}").status_code == 302


def test_a_question_does_not_wander_into_another_form(desk, form):
    other = make.form().sections.first()

    answer = desk.post(adding(form.sections.first()), asked(other))

    assert answer.status_code in {200, 422}
    assert not Question.objects.filter(key="extra").exists()


def test_staff_take_a_question_out(desk, form):
    question = Question.objects.get(section__form=form, key="pitch")

    desk.post(reverse("admin:programs_question_delete", args=[question.pk]), {"post": "yes"})

    assert not Question.objects.filter(pk=question.pk).exists()


def test_a_frozen_form_is_only_looked_at(desk, form):
    question = Question.objects.get(section__form=form, key="pitch")
    Form.objects.update(frozen_at=timezone.now())

    assert desk.get(page(form)).status_code == 200
    assert desk.get(changing(question)).status_code == 200
    assert desk.post(page(form), rows(form, name="Autre")).status_code == 403
    assert desk.post(changing(question), asked(question.section)).status_code == 403
    assert desk.post(reverse("admin:programs_question_delete", args=[question.pk]), {"post": "yes"}).status_code == 403
    assert desk.get(adding(question.section)).status_code == 302
    assert Question.objects.filter(pk=question.pk, label_fr=question.label_fr).exists()


def test_a_new_version_is_a_step(desk, form):
    Form.objects.update(frozen_at=timezone.now())

    answer = desk.post(reverse("admin:programs_form_step", args=[form.pk, "copy"]))

    assert answer.url == page(Form.objects.get(previous=form))


@pytest.mark.parametrize(
    ("sides", "value"),
    [
        ({}, ["SOL", "EOL"]),
        ({"question_key": "trl", "operator": "at_least", "value": "4"}, [4]),
        ({"question_key": "trl", "operator": "at_most", "value": "4.5"}, [4.5]),
        ({"question_key": "sells", "operator": "yes", "value": "x"}, []),
        ({"question_key": "sells", "operator": "one_of", "value": "yes"}, ["yes"]),
    ],
)
def test_rules_are_typed_in_words(desk, form, sides, value):
    EligibilityRule.objects.all().delete()

    answer = desk.post(page(form), rows(form, **rule(**sides)))

    assert answer.status_code == 302
    assert EligibilityRule.objects.get().value == value


@pytest.mark.parametrize(
    "sides",
    [
        {"value": "MARS"},
        {"value": ""},
        {"question_key": "gone"},
        {"operator": "sings"},
        {"question_key": "trl", "operator": "at_least", "value": "beaucoup"},
        {"question_key": "trl", "operator": "at_least", "value": "1, 2"},
        {"reason_fr": ""},
        {"otherwise": "maybe"},
    ],
)
def test_a_rule_that_cannot_be_judged_comes_back(desk, form, sides):
    EligibilityRule.objects.all().delete()

    assert desk.post(page(form), rows(form, **rule(**sides))).status_code in {200, 422}
    assert not EligibilityRule.objects.exists()


def test_options_survive_the_way_through_lines():
    options = [{"value": "a", "fr": "A", "en": "A", "ar": "أ"}, {"value": "b", "fr": "B"}]

    assert lines_of_options(options_in_lines(options)) == options
    assert lines_of_options("seul\n\n | \n | x") == [{"value": "seul", "fr": "seul"}]


@pytest.mark.parametrize("sections", [1, 3, 10])
def test_the_page_of_a_form_costs_the_same_however_long_it_is(desk, form, sections, django_assert_num_queries):
    for n in range(sections):
        section = Section.objects.create(form=form, key=f"more-{n}", title_fr=f"Encore {n}")
        Question.objects.create(section=section, key=f"q{n}", kind="line", label_fr="?")
    desk.get(page(form))

    with django_assert_num_queries(14):
        assert desk.get(page(form)).status_code == 200

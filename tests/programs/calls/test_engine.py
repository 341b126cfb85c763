"""The form engine on plain values: no database row is needed to know what is asked and what is missing."""

import pytest
from crispy_forms.utils import render_crispy_form
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import translation

from programs.calls.forms import SectionForm
from programs.calls.plans import (
    FormPlan,
    QuestionPlan,
    SectionPlan,
    asked,
    complete,
    missing,
    relevant,
    shown,
    shown_rows,
)
from programs.calls.shapes import Column, Option


def question(key, kind="line", **sides):
    return QuestionPlan(
        key=key, kind=kind, section="one", labels={"fr": f"Question {key}", "en": f"Question {key}"}, **sides
    )


def options(*values):
    return tuple(Option(value, {"fr": value.upper(), "en": value.title()}) for value in values)


def plan_with(*questions):
    return FormPlan(1, "Form", 1, (SectionPlan("one", {"fr": "Un"}, {}, questions),))


def posted(plan, values="", *, answers=None, strict=False, files=None):
    return SectionForm(plan.sections[0], QueryDict(values), files, plan=plan, answers=answers or {}, strict=strict)


LEGAL = question("form", "choice", options=options("none", "sarl", "sa"))
ICE = question("ice", "ice", condition={"question": "form", "none_of": ["none"]})
DEEP = question("deep", condition={"question": "ice", "one_of": ["001561191000066"]})


def test_a_condition_follows_the_earlier_answer():
    plan = plan_with(LEGAL, ICE, DEEP)

    assert asked(plan, {}) == {"form"}
    assert asked(plan, {"form": "none", "ice": "001561191000066"}) == {"form"}
    assert asked(plan, {"form": "sarl"}) == {"form", "ice"}
    assert asked(plan, {"form": "sarl", "ice": "001561191000066"}) == {"form", "ice", "deep"}


def test_only_what_is_asked_is_sent_or_missing():
    plan = plan_with(LEGAL, ICE)

    assert relevant(plan, {"form": "none", "ice": "001561191000066"}) == {"form": "none"}
    assert [lack.question.key for lack in missing(plan, {"form": "sarl"})] == ["ice"]
    assert missing(plan, {"form": "none"}) == []
    assert complete(plan, {"form": "sarl"}) == 0.5


def test_zero_and_no_are_answers():
    plan = plan_with(question("n", "number"), question("b", "yes_no"))

    assert missing(plan, {"n": 0, "b": False}) == []


def test_a_choice_that_left_the_form_is_missing():
    assert missing(plan_with(LEGAL), {"form": "gie"})[0].reason


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0", "\u200b", "\u2060\ufeff"])
def test_blanks_and_invisible_characters_are_no_answer(blank):
    plan = plan_with(question("a"))
    values = QueryDict(mutable=True)
    values["q-a"] = blank

    draft = posted(plan, values.urlencode())
    assert draft.is_valid()
    assert draft.answers() == {}
    assert not posted(plan, values.urlencode(), strict=True).is_valid()


def test_a_draft_accepts_gaps_and_refuses_malformed_values_but_keeps_the_rest():
    plan = plan_with(question("n", "number"), question("a"), question("link", "link"))
    form = posted(plan, "q-n=deux&q-a=oui&q-link=javascript:alert(1)", answers={"n": 7})

    assert not form.is_valid()
    assert set(form.errors) == {"n", "link"}
    assert form.answers() == {"n": 7, "a": "oui"}


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("1 250,5", 1250.5),
        ("١٢٫", None),
        ("١٢", 12),
        ("0", 0),
        ("NaN", None),
        ("1e309", None),
        ("-1", None),
        ("12.345", None),
        ("1e3", 1000),
    ],
)
def test_numbers(value, stored):
    plan = plan_with(question("n", "number", decimals=2, minimum=0))
    values = QueryDict(mutable=True)
    values["q-n"] = value
    form = posted(plan, values.urlencode())

    assert form.is_valid() == (stored is not None), form.errors
    assert form.answers().get("n") == stored


@pytest.mark.parametrize("letter", ["a", "ع", "👩‍🔬"])
def test_length_is_counted_in_code_points(letter):
    most = len(letter) * 10
    plan = plan_with(question("t", "text", maximum=most))
    values = QueryDict(mutable=True)
    values["q-t"] = letter * 10
    assert posted(plan, values.urlencode()).is_valid()
    values["q-t"] = letter * 10 + "x"
    form = posted(plan, values.urlencode())
    assert not form.is_valid()
    assert str(most + 1) in form.errors["t"][0]


def test_line_ends_and_control_characters_are_put_right():
    plan = plan_with(question("t", "text"))
    form = posted(plan, "q-t=a%0D%0Ab%07%1B%E2%80%AEc")

    assert form.is_valid()
    assert form.answers() == {"t": "a\nbc"}


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil",
        "http:///x",
        "%01javascript:x",
        "https://",
    ],
)
def test_links_that_a_browser_would_run_are_refused(link):
    form = posted(plan_with(question("l", "link")), f"q-l={link}")

    assert not form.is_valid()


@pytest.mark.parametrize(
    ("day", "is_good"),
    [
        ("2027-02-29", False),
        ("2028-02-29", True),
        ("31/12/2026", True),
        ("12/31/2026", False),
        ("0001-01-01", False),
        ("9999-12-31", False),
        ("1448-05-01", False),
        ("١٤/٠٣/٢٠٢٧", True),
    ],
)
def test_dates(day, is_good):
    assert posted(plan_with(question("d", "date")), f"q-d={day}").is_valid() == is_good


@pytest.mark.parametrize(
    ("typed", "is_good"),
    [
        ("001561191000066", True),
        ("00 15 61 19 10 00 066", True),
        ("٠٠١٥٦١١٩١٠٠٠٠٦٦", True),
        ("001561191000065", False),
        ("1561191000066", False),
        ("abc", False),
        ("-1", False),
    ],
)
def test_ice(typed, is_good):
    form = posted(plan_with(question("i", "ice")), f"q-i={typed}")

    assert form.is_valid() == is_good
    if is_good:
        assert form.answers() == {"i": "001561191000066"}


def test_an_ice_without_its_zeros_is_shown_with_them_but_not_corrected_silently():
    form = posted(plan_with(question("i", "ice")), "q-i=1561191000066")

    assert "001561191000066" in form.errors["i"][0]


def test_choices_not_offered_are_refused():
    few, many = (
        question("c", "choice", options=options("a", "b")),
        question("m", "choices", options=options("a", "b", "c"), maximum=2),
    )

    assert not posted(plan_with(few), "q-c=z").is_valid()
    assert not posted(plan_with(many), "q-m=a&q-m=z").is_valid()
    assert not posted(plan_with(many), "q-m=a&q-m=b&q-m=c").is_valid()


COLUMNS = (
    Column("role", "line", {"fr": "Rôle"}),
    Column("age", "choice", {"fr": "Âge"}, options("young", "old")),
    Column("share", "number", {"fr": "Part"}),
)


def test_rows_are_cleaned_cell_by_cell_and_blank_rows_dropped():
    plan = plan_with(question("t", "table", columns=COLUMNS, maximum=3))
    form = posted(
        plan, "q-t-0-role=CEO&q-t-0-age=young&q-t-0-share=12,5&q-t-1-role=&q-t-1-age=&q-t-1-share=&q-t-2-role=CTO"
    )

    assert form.is_valid(), form.errors
    assert form.answers() == {"t": [{"role": "CEO", "age": "young", "share": 12.5}, {"role": "CTO"}]}
    with translation.override("fr"):
        assert shown(plan.by_key["t"], form.answers()["t"]) == "CEO · YOUNG · 12,5\nCTO"
        assert shown_rows(plan.by_key["t"], form.answers()["t"])[1] == ["CTO", "", ""]


def test_a_wrong_cell_names_its_row_and_column():
    with translation.override("fr"):
        form = posted(
            plan_with(question("t", "table", columns=COLUMNS)), "q-t-0-role=CEO&q-t-1-role=CTO&q-t-1-share=beaucoup"
        )
        assert "2" in form.errors["t"][0]
        assert "Part" in form.errors["t"][0]


def test_more_rows_than_allowed_are_refused_and_endless_rows_are_not_read():
    plan = plan_with(question("t", "table", columns=COLUMNS, maximum=3))
    form = posted(plan, "&".join(f"q-t-{n}-role=x" for n in range(900)))

    assert not form.is_valid()
    assert len(str(form["t"])) < 10_000


def test_the_button_for_a_row_shows_one_more():
    plan = plan_with(question("t", "table", columns=COLUMNS, maximum=5))
    form = posted(plan, "q-t-0-role=x&q-t-1-role=&q-t-add=1")

    assert form.asks_for_row
    assert str(form["t"]).count("<tr>") == 1 + 3


def test_a_required_file_counts_once_it_is_sent_or_on_record(tmp_path):
    plan = plan_with(question("f", "file", maximum=1))
    pdf = SimpleUploadedFile("deck.pdf", b"%PDF-1.7 ...", "application/pdf")

    assert not posted(plan, "", strict=True).is_valid()
    sent = posted(plan, "", strict=True, files={"q-f": pdf})
    assert sent.is_valid(), sent.errors
    assert sent.uploads() == {"f": pdf}
    on_record = {"f": {"uid": "x", "name": "deck.pdf", "size": 12}}
    assert posted(plan, "", strict=True, answers=on_record).is_valid()
    assert posted(plan, "q-f-clear=1", answers=on_record).is_valid()
    cleared = posted(plan, "q-f-clear=1", answers=on_record)
    assert cleared.is_valid()
    assert cleared.answers() == {}
    big = SimpleUploadedFile("deck.pdf", b"x" * (1024 * 1024 + 1))
    assert not posted(plan, "", files={"q-f": big}).is_valid()
    assert not posted(plan, "", files={"q-f": SimpleUploadedFile("empty.pdf", b"")}).is_valid()


def test_help_and_labels_of_staff_are_text_never_markup():
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    plan = plan_with(
        QuestionPlan(key="a", kind="line", section="one", labels={"fr": evil}, helps={"fr": evil}),
        question("c", "choice", options=(Option("x", {"fr": evil}),)),
        question("t", "table", columns=(Column("k", "line", {"fr": evil}),)),
    )

    drawn = render_crispy_form(posted(plan, "q-a="))
    assert "<script" not in drawn
    assert drawn.count("&lt;script&gt;") >= 4


def test_every_error_is_tied_to_its_field():
    plan = plan_with(
        question("a"),
        LEGAL,
        question("t", "table", columns=COLUMNS),
        question("m", "choices", options=options("a")),
        question("f", "file"),
    )
    drawn = render_crispy_form(posted(plan, "", strict=True))

    for key in ("a", "form", "t", "m", "f"):
        assert f'id="id_q-{key}_error"' in drawn
        assert f'id="id_q-{key}"' in drawn

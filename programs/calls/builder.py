"""The forms with which staff build forms: options, columns and conditions as rows and choices, never as JSON."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import TidyCharField
from incubator.text import one_line
from programs.calls.models import EligibilityRule, Form, Question, Section
from programs.calls.plans import FormPlan, QuestionPlan, plan_of
from programs.calls.shapes import K
from programs.calls.states import Operator
from programs.partners.rows import LANGUAGES, Part, PartRowsField

TONGUES = [Part((code,), tongue) for code, tongue in LANGUAGES.items()]
OPTIONS = [Part(("value",), gettext_lazy("Code")), *TONGUES]
COLUMN_KINDS = (
    ("line", gettext_lazy("short text")),
    ("number", gettext_lazy("number")),
    ("date", gettext_lazy("date")),
    ("choice", gettext_lazy("choice")),
)
COLUMNS = [
    Part(("key",), gettext_lazy("Key")),
    Part(("kind",), gettext_lazy("Kind"), choices=COLUMN_KINDS),
    *TONGUES,
    Part(("options",), gettext_lazy("Choices: code | French | English | Arabic, one per line"), is_long=True),
]
LIST_NAMES = {
    "sector": gettext_lazy("sectors"),
    "stage": gettext_lazy("stages"),
    "legal_form": gettext_lazy("legal forms"),
    "region": gettext_lazy("regions"),
}
FEEDS = {
    "name": gettext_lazy("name of the startup"),
    "pitch": gettext_lazy("two sentences"),
    "sector": gettext_lazy("main sector"),
    "other_sectors": gettext_lazy("secondary sectors"),
    "stage": gettext_lazy("stage"),
    "trl": gettext_lazy("TRL"),
    "legal_form": gettext_lazy("legal form"),
    "ice": gettext_lazy("ICE"),
    "founded_on": gettext_lazy("day of creation"),
    "region": gettext_lazy("region"),
    "city": gettext_lazy("city"),
    "revenue": gettext_lazy("revenue"),
    "fte": gettext_lazy("full-time-equivalent staff"),
}
CONDITIONS = (
    ("one_of", gettext_lazy("ask only if the answer is one of these")),
    ("none_of", gettext_lazy("ask except if the answer is one of these")),
)


def options_in_lines(options: list[dict[str, str]]) -> str:
    return "\n".join(" | ".join(option.get(key, "") for key in ("value", *LANGUAGES)) for option in options)


def lines_of_options(lines: str) -> list[dict[str, str]]:
    """ "solo | seul | alone | وحيد" → {"value": "solo", "fr": …}; a word alone is its own French label."""
    options = []
    for line in filter(None, map(one_line, lines.splitlines())):
        cells = [cell.strip() for cell in line.split("|")]
        cells = cells if len(cells) > 1 else [cells[0], cells[0]]
        option = {key: cell for key, cell in zip(("value", *LANGUAGES), cells, strict=False) if cell}
        if "value" in option:
            options.append({"fr": option["value"], **option})
    return options


class QuestionForm(forms.ModelForm):
    options = PartRowsField(parts=OPTIONS, across=4, needed=("value", "fr"), label=gettext_lazy("Choices"))
    columns = PartRowsField(parts=COLUMNS, across=6, needed=("key", "fr"), label=gettext_lazy("Columns of the table"))
    listed = forms.ChoiceField(
        choices=[("", "–"), *LIST_NAMES.items()], required=False, label=gettext_lazy("or a list of the house")
    )
    feeds = forms.ChoiceField(
        choices=[("", "–"), *FEEDS.items()],
        required=False,
        label=gettext_lazy("Profile field"),
        help_text=gettext_lazy("Filled in beforehand from the startup’s profile."),
    )
    condition_kind = forms.ChoiceField(choices=CONDITIONS, required=False, label=gettext_lazy("Condition"))
    condition_values = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Earlier answers"),
        help_text=gettext_lazy("None chosen: everybody is asked. All must belong to one question."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    #: The section a new question was asked for; the admin sets it.
    home: Section | None = None

    class Meta:
        model = Question
        exclude = ("condition",)  # noqa: DJ006 -- the admin names the fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        section = self.instance.section if self.instance.section_id else self.home
        self.plan: FormPlan | None = plan_of(section.form_id) if section else None
        if "section" in self.fields:
            self.fields["section"].queryset = section.form.sections.all() if section else Section.objects.none()  # type: ignore[attr-defined]
        self._offer_conditions()
        self.initial["columns"] = [
            {**c, "options": options_in_lines(c.get("options", []))} for c in self.instance.columns
        ]

    def _offer_conditions(self) -> None:
        if "condition_values" not in self.fields:
            return
        others = [q for q in self.plan or () if q.key != self.instance.key and choices_of(q)]
        offered = [(q.label, [(f"{q.key}={value}", word) for value, word in choices_of(q)]) for q in others]
        self.fields["condition_values"].choices = offered  # type: ignore[attr-defined]
        now = self.instance.condition
        kind = "none_of" if now.get("none_of") else "one_of"
        self.initial["condition_kind"] = kind
        self.initial["condition_values"] = [f"{now['question']}={value}" for value in now.get(kind, [])] if now else []

    def clean_columns(self) -> list[dict[str, Any]]:
        return [
            {**column, "options": lines_of_options(column.get("options", ""))}
            for column in self.cleaned_data["columns"]
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._refuse_frozen(values.get("section") or self.home or self.instance.section)
        for check in (self._double_key, self._limits, self._choices):
            check(values)
        self.instance.condition = self._condition(values.get("condition_kind"), values.get("condition_values") or [])
        return values

    def _refuse_frozen(self, section: Section) -> None:
        if Form.objects.select_for_update(no_key=True).get(pk=section.form_id).frozen_at:
            raise ValidationError(_("This form is frozen: make a new version to change it."))

    def _double_key(self, values: dict[str, Any]) -> None:
        twin = self.plan.by_key.get(values.get("key", "")) if self.plan else None
        if twin and values["key"] != self.initial.get("key"):
            self.add_error("key", _("Another question of this form has this key."))

    def _limits(self, values: dict[str, Any]) -> None:
        least, most = values.get("minimum"), values.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("The maximum lies below the minimum."))

    def _choices(self, values: dict[str, Any]) -> None:
        options = values.get("options") or []
        if len({option["value"] for option in options}) != len(options):
            self.add_error("options", _("Two choices have the same code."))
        if values.get("kind") in {K.CHOICE, K.CHOICES} and not values.get("listed") and len(options) < 2:
            self.add_error("options", _("Give at least two choices, or a list of the house."))
        if values.get("kind") == K.TABLE and not values.get("columns"):
            self.add_error("columns", _("A table needs at least one column."))

    def _condition(self, kind: str | None, chosen: list[str]) -> dict[str, Any]:
        pairs = [pair.split("=", 1) for pair in chosen]
        questions = {question for question, _value in pairs}
        if len(questions) > 1:
            self.add_error("condition_values", _("All must belong to one question."))
        if len(questions) != 1:
            return {}
        return {"question": questions.pop(), kind or "one_of": [value for _question, value in pairs]}


def choices_of(question: QuestionPlan) -> list[tuple[str, str]]:
    if question.kind == K.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    return (
        [(option.value, option.label) for option in question.options] if question.kind in {K.CHOICE, K.CHOICES} else []
    )


class RuleForm(forms.ModelForm):
    """`plan` is set by the inline: a rule names a question of its own form."""

    plan: FormPlan | None = None
    question_key = forms.ChoiceField(label=gettext_lazy("Question"))
    value = TidyCharField(
        required=False,
        label=gettext_lazy("Value"),
        help_text=gettext_lazy(
            "Codes of choices with commas between them, a number, or a number of years; nothing for “is yes”."
        ),
    )

    class Meta:
        model = EligibilityRule
        fields = (
            "position",
            "question_key",
            "operator",
            "value",
            "otherwise",
            "in_self_check",
            "reason_fr",
            "reason_en",
            "reason_ar",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question_key"].choices = [(q.key, q.label) for q in self.plan or ()]  # type: ignore[attr-defined]
        self.initial["value"] = ", ".join(str(value) for value in self.instance.value)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        typed = [part.strip() for part in (values.get("value") or "").split(",") if part.strip()]
        problem, values["value"] = self._read(values.get("operator"), values.get("question_key"), typed)
        if problem:
            self.add_error("value", problem)
        return values

    def _read(self, operator: str | None, key: str | None, typed: list[str]) -> tuple[str, list[Any]]:
        if operator == Operator.YES:
            return "", []
        if operator in {Operator.ONE_OF, Operator.NONE_OF}:
            question = self.plan.by_key.get(key or "") if self.plan else None
            known = {value for value, _word in choices_of(question)} if question else set()
            unknown = [value for value in typed if known and value not in known]
            if unknown or not typed:
                return _("Use these codes: %(codes)s.") % {"codes": ", ".join(sorted(known))}, []
            return "", typed
        if len(typed) != 1 or not typed[0].replace(".", "", 1).isdecimal():
            return _("Give one number."), []
        return "", [float(typed[0]) if "." in typed[0] else int(typed[0])]

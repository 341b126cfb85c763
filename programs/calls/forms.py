"""What people type into calls: the sections of an application and the self-check."""

import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import escape
from django.utils.translation import gettext as _

from programs.calls.plans import Answers, FormPlan, QuestionPlan, SectionPlan, asked, is_blank, shown
from programs.calls.question_fields import field_of, limit_of, stored, typed
from programs.calls.shapes import K


class QuestionsForm(forms.Form):
    """A form made of questions. `strict` refuses gaps (sending); else gaps are fine and only malformed values are refused (draft).

    `answers` are the earlier answers of the whole file. After `is_valid()`, `answers()` gives the JSON values of these
    questions: what was typed well, and for a field in error its earlier value, so a draft can be saved all the same.
    """

    use_required_attribute = False
    prefix = "q"

    def __init__(
        self,
        questions: Iterable[QuestionPlan],
        data: Any = None,
        files: Any = None,
        *,
        plan: FormPlan,
        answers: Answers,
        strict: bool = False,
    ) -> None:
        self.plan, self.strict, self.questions = plan, strict, tuple(questions)
        self.earlier = answers
        super().__init__(data, files, initial={q.key: typed(q, answers.get(q.key)) for q in self.questions})
        here, led_to = {q.key for q in self.questions}, asked(plan, answers)
        for question in self.questions:
            if question.key in led_to or question.condition.get("question") in here:
                self.fields[question.key] = self._field(question)

    def _field(self, question: QuestionPlan) -> forms.Field:
        field = field_of(question)
        field.label = question.label + (f" ({question.unit})" if question.unit else "")
        if not question.is_required:
            field.label = _("%(label)s (optional)") % {"label": field.label}
        # The form pack prints help as it is, so it is escaped here.
        field.help_text = escape(
            " ".join(filter(None, (condition_in_words(question, self.plan), question.help, limit_of(question))))
        )
        field.required = question.is_required
        field.widget.is_required = False
        field.widget.attrs |= self._condition(question)
        return field

    def _condition(self, question: QuestionPlan) -> dict[str, str]:
        """For the script that hides what is not asked; without it the sentence in the help does."""
        earlier = question.condition.get("question", "")
        if earlier not in {q.key for q in self.questions}:
            return {}
        kinds = ("one_of", "none_of")
        values = {
            f"data-{k.replace('_', '-')}": json.dumps(question.condition[k]) for k in kinds if question.condition.get(k)
        }
        return {"data-if": self.add_prefix(earlier), **values}

    def full_clean(self) -> None:
        # A gap is judged in `clean`, which knows what is asked; the fields' own mark is for the eyes.
        marks = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, field in self.fields.items():
            field.required = marks[name]

    def clean(self) -> dict[str, Any]:
        if self.strict:
            now = {**self.earlier, **self.answers(), **self.uploads()}
            keys = asked(self.plan, now)
            for question in self.questions:
                if question.key in keys and question.key not in self.errors:
                    self._refuse_gap(question, now.get(question.key))
        return self.cleaned_data

    def _refuse_gap(self, question: QuestionPlan, value: Any) -> None:
        if is_blank(value) and question.is_required and question.key in self.fields:
            self.add_error(question.key, _("This answer is needed."))
        elif question.kind in {K.CHOICES, K.TABLE} and not is_blank(value) and len(value) < question.least:
            self.add_error(question.key, _("At least %(least)d are needed.") % {"least": question.least})

    def answers(self) -> dict[str, Any]:
        """{question key: JSON value} of this form's questions, without blanks; a file that is only now sent is in `uploads`."""
        values = {q.key: self._answer(q) for q in self.questions}
        return {key: value for key, value in values.items() if not is_blank(value)}

    def _answer(self, question: QuestionPlan) -> Any:
        if question.key not in self.fields or question.key not in self.cleaned_data:
            return self.earlier.get(question.key)
        cleaned = self.cleaned_data[question.key]
        if question.kind == K.FILE:
            return None if cleaned is False else self.earlier.get(question.key)
        return stored(question, cleaned)

    def uploads(self) -> dict[str, UploadedFile]:
        """The files sent with this post, still to be stored."""
        return {key: value for key, value in self.cleaned_data.items() if isinstance(value, UploadedFile)}

    @property
    def asks_for_row(self) -> bool:
        """The button "add a row" was pressed: save if you like, and show this form again."""
        return any(q.kind == K.TABLE and f"{self.add_prefix(q.key)}-add" in self.data for q in self.questions)


class SectionForm(QuestionsForm):
    """One section of an application."""

    def __init__(
        self,
        section: SectionPlan,
        data: Any = None,
        files: Any = None,
        *,
        plan: FormPlan,
        answers: Answers,
        strict: bool = False,
    ) -> None:
        self.section = section
        super().__init__(section.questions, data, files, plan=plan, answers=answers, strict=strict)


def condition_in_words(question: QuestionPlan, plan: FormPlan) -> str:
    """The sentence that stands beside a question that not everybody is asked."""
    earlier = plan.by_key.get(question.condition.get("question", ""))
    if earlier is None:
        return ""
    for kind, sentence in (
        ("one_of", _("Only if “%(question)s” is: %(values)s.")),
        ("none_of", _("Except if “%(question)s” is: %(values)s.")),
    ):
        if values := question.condition.get(kind):
            said = ", ".join(shown(earlier, value) for value in values)
            return sentence % {"question": earlier.label, "values": said}
    return ""


class SelfCheckForm(QuestionsForm):
    """A few questions, all to be answered: the result is told at once."""

    def __init__(
        self, questions: Iterable[QuestionPlan], data: Any = None, *, plan: FormPlan, answers: Answers
    ) -> None:
        super().__init__(questions, data, plan=plan, answers=answers, strict=True)

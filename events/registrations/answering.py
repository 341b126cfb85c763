"""Answers to the questions of an event, in the words of the page."""

from typing import Any

from django.utils.translation import gettext as _

from events.agenda.models import Question
from events.agenda.states import QuestionKind
from incubator.words import pick


def answered(question: Question, answers: dict[str, Any]) -> str:
    value = answers.get(question.key)
    if value is None or value in ("", []):
        return ""
    if question.kind == QuestionKind.YES_NO:
        return _("yes") if value is True or value == "yes" else _("no")
    labels = {option["value"]: pick(option) for option in question.options}
    many = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) if isinstance(one, str) else str(one) for one in many)

"""One form field per kind of an event's own question, and how its answer is stored."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from events.agenda.models import Question
from events.agenda.states import QuestionKind as K
from incubator.fields import TidyCharField, TidyTextField
from incubator.words import pick

LINE, TEXT = 200, 1500
#: More options than this open as a list.
FEW = 6


def _pairs(question: Question) -> list[tuple[str, str]]:
    return [(str(option.get("value", "")), pick(option)) for option in question.options]


def _choice(pairs: list[tuple[str, str]], *, is_required: bool) -> forms.Field:
    if len(pairs) > FEW:
        return forms.ChoiceField(choices=[("", _("Choose…")), *pairs])
    blank = [] if is_required else [("", _("No answer"))]
    return forms.ChoiceField(choices=[*pairs, *blank], widget=forms.RadioSelect)


def field_of(question: Question) -> forms.Field:
    if question.kind == K.CHOICES:
        field: forms.Field = forms.MultipleChoiceField(choices=_pairs(question), widget=forms.CheckboxSelectMultiple)
    elif question.kind == K.YES_NO:
        field = _choice([("yes", _("Yes")), ("no", _("No"))], is_required=question.is_required)
    elif question.kind == K.CHOICE:
        field = _choice(_pairs(question), is_required=question.is_required)
    elif question.kind == K.TEXT:
        field = TidyTextField(max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    else:
        field = TidyCharField(max_length=LINE, widget=forms.TextInput(attrs={"dir": "auto"}))
    label = question.label if question.is_required else _("%(label)s (optional)") % {"label": question.label}
    field.label, field.required = label, question.is_required
    return field


def stored(question: Question, cleaned: Any) -> Any:
    """The JSON value; nothing for no answer."""
    if question.kind == K.YES_NO:
        return {"yes": True, "no": False}.get(cleaned)
    return cleaned or None

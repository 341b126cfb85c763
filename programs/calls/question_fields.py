"""One form field per kind of question: what may be typed, and how it is stored and shown again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from stdnum.ma import ice

from incubator import text
from incubator.fields import DayField, LinkField, NumberField, TidyCharField, TidyTextField
from programs.calls.shapes import Column, K, Option, QuestionPlan
from programs.calls.widgets import Cards, CheckCards, Rows, SentFile

#: Up to this many options are cards; more are a list to open.
FEW = 6
MEGABYTE = 1024 * 1024


class Length:
    """Counts code points of the tidied text, as the counter on the page does."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, value: str) -> None:
        size = len(value)
        if size > self.most:
            told = _("At most %(most)d characters are possible; this text has %(size)d.")
            raise ValidationError(told % {"most": self.most, "size": size}, code="long")
        if size < self.least:
            raise ValidationError(_("At least %(least)d characters are needed.") % {"least": self.least}, code="short")


class IceField(TidyCharField):
    """15 digits whose key is right; blanks and points are dropped, zeros are never added silently."""

    def to_python(self, value: Any) -> str:
        digits = text.western_digits(super().to_python(value))
        return digits.replace(" ", "").replace(".", "").replace("-", "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value or ice.is_valid(value):
            return
        if value.isdecimal() and 9 <= len(value) < 15:
            told = _("An ICE has 15 digits; this one has %(size)d. Should it read %(padded)s?")
            raise ValidationError(told % {"size": len(value), "padded": value.zfill(15)}, code="padded")
        raise ValidationError(_("This is not an ICE: it has 15 digits, and the last two are a key."), code="ice")


class SomeField(forms.MultipleChoiceField):
    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = least, most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            told = ngettext("Choose at most %(most)d.", "Choose at most %(most)d.", self.most)
            raise ValidationError(told % {"most": self.most}, code="many")


class AnswerFileField(forms.FileField):
    widget = SentFile

    def __init__(self, *, megabytes: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.megabytes = megabytes

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if upload and upload.size > self.megabytes * MEGABYTE:
            raise ValidationError(_("The file is larger than %(most)d MB.") % {"most": self.megabytes}, code="large")
        return upload


class RowsField(forms.Field):
    """Rows of a table; every cell is cleaned by the field of its column, blank rows are dropped."""

    def __init__(self, *, columns: tuple[Column, ...], most: int, **kwargs: Any) -> None:
        super().__init__(widget=Rows(columns, most), **kwargs)
        self.columns, self.most = columns, most
        self.cells = {column.key: _cell(column) for column in columns}

    def clean(self, value: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        wrong: list[str] = []
        for number, typed in enumerate(value or [], start=1):
            row = self._row(number, typed, wrong)
            if row:
                rows.append(row)
        if len(rows) > self.most:
            wrong.append(_("At most %(most)d rows are possible.") % {"most": self.most})
        if wrong:
            raise ValidationError(wrong)
        return rows

    def _row(self, number: int, typed: dict[str, str], wrong: list[str]) -> dict[str, Any]:
        row = {}
        for column in self.columns:
            try:
                value = self.cells[column.key].clean(typed.get(column.key, ""))
            except ValidationError as error:
                told = _("Row %(number)d, %(column)s: %(error)s")
                wrong.extend(told % {"number": number, "column": column.label, "error": e} for e in error.messages)
                continue
            if value not in (None, ""):
                row[column.key] = _plain(value)
        return row


def _cell(column: Column) -> forms.Field:
    if column.kind == "number":
        return NumberField(required=False, max_digits=14, decimal_places=2)
    if column.kind == "date":
        return DayField(required=False)
    if column.kind == "choice":
        return forms.ChoiceField(required=False, choices=[("", ""), *_pairs(column.options)])
    return TidyCharField(required=False, validators=[Length(0, 200)])


def _pairs(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(option.value, option.label) for option in options]


def _line(question: QuestionPlan) -> forms.Field:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return TidyCharField(required=False, widget=widget, validators=[Length(question.least, question.most)])


def _text(question: QuestionPlan) -> forms.Field:
    attrs = {"dir": "auto", "rows": 3 if question.most <= 400 else 7, "data-limit": question.most}
    return TidyTextField(
        required=False, widget=forms.Textarea(attrs=attrs), validators=[Length(question.least, question.most)]
    )


def _number(question: QuestionPlan) -> forms.Field:
    widget = forms.TextInput(attrs={"inputmode": "decimal" if question.decimals else "numeric", "dir": "ltr"})
    limits: dict[str, Any] = {"min_value": question.minimum, "max_value": question.maximum}
    return NumberField(required=False, widget=widget, max_digits=14, decimal_places=question.decimals, **limits)


def _choice(question: QuestionPlan) -> forms.Field:
    pairs = _pairs(question.options)
    if len(pairs) > FEW:
        return forms.ChoiceField(required=False, choices=[("", _("Choose…")), *pairs])
    blank = [] if question.is_required else [("", _("No answer"))]
    return forms.ChoiceField(required=False, choices=[*pairs, *blank], widget=Cards)


def _choices(question: QuestionPlan) -> forms.Field:
    return SomeField(
        required=False, choices=_pairs(question.options), widget=CheckCards, least=question.least, most=question.most
    )


def _yes_no(question: QuestionPlan) -> forms.Field:
    blank = [] if question.is_required else [("", _("No answer"))]
    return forms.ChoiceField(required=False, choices=[("yes", _("Yes")), ("no", _("No")), *blank], widget=Cards)


BUILDERS: dict[str, Callable[[QuestionPlan], forms.Field]] = {
    K.LINE: _line,
    K.TEXT: _text,
    K.NUMBER: _number,
    K.CHOICE: _choice,
    K.CHOICES: _choices,
    K.DATE: lambda question: DayField(required=False),
    K.YES_NO: _yes_no,
    K.FILE: lambda question: AnswerFileField(required=False, megabytes=question.most, max_length=150),
    K.LINK: lambda question: LinkField(required=False, validators=[Length(0, question.most)]),
    K.TABLE: lambda question: RowsField(required=False, columns=question.columns, most=question.most),
    K.ICE: lambda question: IceField(
        required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"})
    ),
}

LIMITS: dict[str, Any] = {
    K.TEXT: gettext_lazy("%(most)d characters at most."),
    K.CHOICES: gettext_lazy("%(most)d at most."),
    K.FILE: gettext_lazy("%(most)d MB at most."),
    K.TABLE: gettext_lazy("%(most)d rows at most; an emptied row is dropped."),
}


def limit_of(question: QuestionPlan) -> str:
    """The limit in words, for the help below the question."""
    if question.kind == K.CHOICES and question.most >= len(question.options):
        return ""
    said = LIMITS.get(question.kind)
    return str(said) % {"most": question.most} if said else ""


def field_of(question: QuestionPlan) -> forms.Field:
    return BUILDERS[question.kind](question)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value.isoformat() if isinstance(value, date) else value


def stored(question: QuestionPlan, cleaned: Any) -> Any:
    """The JSON value of what a field has cleaned."""
    if question.kind == K.YES_NO:
        return {"yes": True, "no": False}.get(cleaned)
    return _plain(cleaned)


def typed(question: QuestionPlan, value: Any) -> Any:
    """The stored value as the field shows it for editing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if question.kind == K.NUMBER and isinstance(value, float):
        return str(value).replace(".", get_format("DECIMAL_SEPARATOR"))
    return value

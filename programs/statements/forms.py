"""The form of a statement: a figure or “not reported” for each measure, and the currency of its amounts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.documents.models import Document
from incubator.fields import DayField, NumberField, TidyTextField
from programs.milestones.forms import ManyFilesField
from programs.statements.actions import Declared, Figure
from programs.statements.measures import MEASURES, PROVED, Measure
from programs.statements.models import Period, Statement, Value
from programs.statements.queries import Around, Known
from programs.statements.states import Currency, Evidence


@dataclass(frozen=True)
class Line:
    """One figure on the page: its field, its box, and what was said of it before."""

    measure: Measure
    number: forms.BoundField
    value: Value | None
    unknown: forms.BoundField
    last: Known | None
    on_file: Known | None
    upload: forms.BoundField | None = None
    files: Sequence[Document] = ()
    method: forms.BoundField | None = None
    evidence: forms.BoundField | None = None


class StatementForm(forms.Form):
    """May be saved half filled; what is typed must hold. `known`: figures on file, offered where nothing is declared yet."""

    def __init__(self, data: Any = None, uploads: Any = None, *, statement: Statement, around: Around) -> None:
        super().__init__(data, uploads, initial=_initial(statement, around.values, around.known))
        self.last, self.known, self.values, self.kept = around.last, around.known, around.values, around.files
        self._ask_figures()
        self._ask_currency()
        _dress(self.fields, self.errors if self.is_bound else {})

    def _ask_figures(self) -> None:
        for one in MEASURES:
            self.fields[one.code] = _number(one)
            self.fields[f"{one.code}-unknown"] = forms.BooleanField(label=_("Not reported"), required=False)
            if one.proof:
                field = ManyFilesField(label=_("Documents"), required=False)
                field.help_text = _("%(kind)s, if there is one") % {"kind": one.proof}
                self.fields[f"{one.code}-files"] = field
            if one.needs_method:
                self.fields[f"{one.code}-method"] = TidyTextField(
                    label=_("How it was computed"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
                )
                self.fields[f"{one.code}-evidence"] = forms.ChoiceField(
                    label=_("How it is known"), choices=[("", "—"), *Evidence.choices], required=False
                )

    def _ask_currency(self) -> None:
        self.fields["currency"] = forms.ChoiceField(label=_("Amounts are in"), choices=Currency.choices)
        rate = NumberField(
            label=_("Dirhams for one unit"),
            required=False,
            decimal_places=6,
            min_value=Decimal("0.000001"),
            max_value=Decimal(100_000),
        )
        self.fields["rate"] = rate
        self.fields["rate_on"] = DayField(label=_("Day of this rate"), required=False)
        self.fields["comment"] = TidyTextField(
            label=_("Comment for the programme team"),
            max_length=2000,
            required=False,
            widget=forms.Textarea({"rows": 3}),
        )

    def lines(self) -> Iterator[Line]:
        for one in MEASURES:
            extra = (self[f"{one.code}-method"], self[f"{one.code}-evidence"]) if one.needs_method else (None, None)
            known = self.known.get(one.code) if one.code not in self.values else None
            said = (self.values.get(one.code), self[f"{one.code}-unknown"], self.last.get(one.code), known)
            upload = self[f"{one.code}-files"] if one.proof else None
            yield Line(one, self[one.code], *said, upload, self.kept.get(one.code, ()), *extra)

    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("currency", "rate", "rate_on", "comment")]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        for one in MEASURES:
            number = given.get(one.code)
            if number is not None and given.get(f"{one.code}-unknown"):
                self.add_error(one.code, _("Either a figure or “not reported”."))
            if one.within and number is not None and (given.get(one.within) or 0) < number and one.within in given:
                whole = next(other.label for other in MEASURES if other.code == one.within)
                self.add_error(one.code, _("More than the whole: %(whole)s.") % {"whole": whole})
            if one.needs_method and number:
                self._check_method(one)
        self._check_currency()
        return given

    def _check_method(self, one: Measure) -> None:
        for name in ("method", "evidence"):
            if not self.cleaned_data.get(f"{one.code}-{name}"):
                self.add_error(f"{one.code}-{name}", _("Needed beside this figure."))

    def _check_currency(self) -> None:
        given = self.cleaned_data
        if given.get("currency") in {None, Currency.MAD}:
            return
        for name in ("rate", "rate_on"):
            if given.get(name) is None and name not in self.errors:
                self.add_error(name, _("Needed when amounts are not in dirhams."))
        if given.get("rate_on") and given["rate_on"] > timezone.localdate():
            self.add_error("rate_on", _("A rate of today or earlier."))

    def uploads(self) -> Iterator[tuple[str, Any]]:
        for one in PROVED:
            for upload in self.cleaned_data.get(f"{one.code}-files", ()):
                yield one.code, upload

    def dropped(self) -> list[Document]:
        """Files whose box "remove" was ticked."""
        return [file for files in self.kept.values() for file in files if f"{file.pk}-clear" in self.data]

    def declared(self) -> Declared:
        """What holds of what was typed; a figure with an error is left as it was."""
        given, figures = self.cleaned_data, {}
        for one in MEASURES:
            bad = {one.code, f"{one.code}-method", f"{one.code}-evidence"} & set(self.errors)
            if bad:
                if row := self.values.get(one.code):
                    figures[one.code] = Figure(row.number, row.method, row.evidence)
                continue
            number, is_unknown = given.get(one.code), given.get(f"{one.code}-unknown")
            if number is not None or is_unknown:
                more = (given.get(f"{one.code}-method", ""), given.get(f"{one.code}-evidence", ""))
                figures[one.code] = Figure(None if number is None else number.quantize(Decimal("0.01")), *more)
        return Declared(figures, *self._currency(), comment=given.get("comment", ""))

    def _currency(self) -> tuple[str, Decimal, Any]:
        given = self.cleaned_data
        if given.get("currency") and given.get("rate") and given.get("rate_on"):
            return given["currency"], given["rate"], given["rate_on"]
        return Currency.MAD, Decimal(1), None


def _number(one: Measure) -> NumberField:
    return NumberField(
        label=one.label,
        required=False,
        min_value=one.least,
        max_value=one.most,
        decimal_places=one.decimals,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr", "size": 16}),
    )


def _dress(fields: Mapping[str, forms.Field], errors: Mapping[str, Any]) -> None:
    """The look of the house, and errors tied to their fields for readers of the screen."""
    for name, field in fields.items():
        is_choice = isinstance(field.widget, forms.Select)
        told = " ".join([f"id_{name}_error"] * (name in errors) + [f"id_{name}_hint"] * bool(field.help_text))
        marks = ({"aria-invalid": "true"} if name in errors else {}) | ({"aria-describedby": told} if told else {})
        look = "form-select" if is_choice else "form-control"
        field.widget.attrs |= {"class": f"{look} is-invalid" if name in errors else look, **marks}


def _initial(statement: Statement, values: dict[str, Value], known: dict[str, Known]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "currency": statement.currency,
        "comment": statement.comment,
        "rate": statement.rate if statement.currency != Currency.MAD else None,
        "rate_on": statement.rate_on,
    }
    for one in MEASURES:
        row = values.get(one.code)
        if row is not None:
            found |= {
                one.code: _short(row.number),
                f"{one.code}-unknown": row.number is None,
                f"{one.code}-method": row.method,
                f"{one.code}-evidence": row.evidence,
            }
        elif one.code in known:
            found[one.code] = _short(known[one.code].number)
    return found


def _short(number: Decimal | None) -> str | None:
    """Without decimals that say nothing."""
    if number is None:
        return None
    whole = number.to_integral_value()
    return str(whole) if whole == number else str(number.normalize())


class PeriodForm(forms.ModelForm):
    class Meta:
        model = Period
        fields = ("cohort", "title_fr", "title_en", "title_ar", "first_day", "last_day", "due_on")
        field_classes = {"first_day": DayField, "last_day": DayField, "due_on": DayField}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last, due = (given.get(name) for name in ("first_day", "last_day", "due_on"))
        if first and last and last < first:
            self.add_error("last_day", _("It ends before it begins."))
        if last and due and due <= last:
            self.add_error("due_on", _("A period is declared once it is over."))
        return given


class ReasonForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("What is to be completed"), max_length=500, widget=forms.Textarea({"rows": 3})
    )

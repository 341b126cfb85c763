"""What staff type in the steps of an event's life."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.models import Event
from events.agenda.plans import MOST_DATES, days_of
from incubator.fields import DayField, TidyTextField, WholeNumberField
from incubator.moments import FOLDS, HourField

CUSTOM = "custom"
RULES = [
    ("weekly", gettext_lazy("every week, or every so many weeks")),
    ("monthly_weekday", gettext_lazy("monthly on the same weekday (second Tuesday)")),
    ("monthly_day", gettext_lazy("monthly on the same day")),
    (CUSTOM, gettext_lazy("on the days below")),
]
TWICE = gettext_lazy("Only needed when the clock turns back on that day.")


def fold_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("If the hour comes twice"), choices=FOLDS, required=False, help_text=TWICE
    )


class FoldedForm(forms.Form):
    """`fold` reaches the action as 0, 1 or None."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "fold" in self.fields:
            values["fold"] = int(values["fold"]) if values.get("fold") else None
        return values


class CopyForm(FoldedForm):
    day = DayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("The other dates keep their distance to it.")
    )
    hour = HourField(
        label=gettext_lazy("Hour of the first session"), required=False, help_text=gettext_lazy("Empty: as it is.")
    )
    fold = fold_field()


class SeriesForm(FoldedForm):
    rule = forms.ChoiceField(label=gettext_lazy("How often"), choices=RULES, widget=forms.RadioSelect, initial="weekly")
    every = WholeNumberField(
        label=gettext_lazy("Every so many weeks or months"), min_value=1, max_value=52, initial=1, required=False
    )
    dates = WholeNumberField(
        label=gettext_lazy("Dates in all, this one among them"),
        min_value=2,
        max_value=MOST_DATES,
        initial=6,
        required=False,
    )
    custom = TidyTextField(
        label=gettext_lazy("Days"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line, for example 18/12/2026."),
    )
    publishes = forms.BooleanField(
        label=gettext_lazy("Publish all of them at once"),
        required=False,
        help_text=gettext_lazy("Their rooms are taken now, all or none. Without it they are drafts."),
    )
    fold = fold_field()

    def __init__(self, data: Any = None, *, thing: Event) -> None:
        super().__init__(data)
        self.first = thing.sessions.values_list("day", flat=True).first()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.first is None:
            raise ValidationError(_("Give it a date first."))
        rule, every, dates = values.get("rule"), values.get("every") or 1, values.get("dates") or 2
        custom = values.pop("custom", "")
        values.pop("every", None), values.pop("dates", None)
        if not rule:
            return values
        try:
            days = self._typed(custom) if rule == CUSTOM else days_of(rule, self.first, every=every, dates=dates)
        except ValidationError as wrong:
            self.add_error("custom", wrong)
            days = []
        return {**values, "days": days, "rule": {"rule": rule, "every": every}}

    def _typed(self, custom: str) -> list[date]:
        field = DayField()
        days = [field.clean(line.strip()) for line in custom.split("\n") if line.strip()]
        if not 1 <= len(set(days)) < MOST_DATES:
            raise ValidationError(_("A series has between 2 and %(most)d dates.") % {"most": MOST_DATES})
        return sorted(set(days))

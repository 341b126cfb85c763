from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.admin.refusing import RefusedForm
from incubator.accounts.models import User
from incubator.fields import DayField, SlimSelect, TidyTextField, refuse_reversed
from incubator.reports.indicators import INDICATORS
from incubator.reports.snapshots.models import Convention, Report, Schedule, Target
from incubator.reports.snapshots.periods import begin_of
from incubator.reports.snapshots.states import Rule
from programs.partners.models import Cohort, Partner

LOW = {"rows": 4, "dir": "auto"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _indicators() -> list[tuple[str, str]]:
    return [("", "–"), *((code, f"{code} · {one.label}") for code, one in INDICATORS.items())]


class ConventionForm(forms.ModelForm):
    class Meta:
        model = Convention
        exclude = ()  # noqa: DJ006 -- the admin names the fields
        widgets = {"programmes": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if "partner" in self.fields:
            self.fields["partner"].queryset = Partner.objects.select_related("organisation")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_reversed(self, "since", "until")
        return values


class TargetForm(forms.ModelForm):
    code = forms.ChoiceField(label=gettext_lazy("indicator"), choices=_indicators)

    class Meta:
        model = Target
        fields = ("code", "value", "first_day", "last_day")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day")
        return values


class AskForm(RefusedForm):
    """A report that staff ask for by hand."""

    class Meta:
        model = Report
        fields = ("convention", "cohort", "first_day", "last_day")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        if "cohort" in fields:
            fields["convention"].queryset = Convention.objects.with_card()
            fields["cohort"].queryset = Cohort.objects.with_card()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day")
        return values


class ScheduleForm(forms.ModelForm):
    class Meta:
        model = Schedule
        exclude = ()  # noqa: DJ006 -- the admin names the fields

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        fields: Any = self.fields
        if "owner" in fields:
            fields["owner"].queryset = User.objects.staff().order_by("email")
            fields["owner"].required = True
            fields["cohort"].queryset = Cohort.objects.with_card()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        convention, cohort = values.get("convention"), values.get("cohort")
        if convention and cohort and not convention.programmes.filter(pk=cohort.programme_id).exists():
            self.add_error("cohort", _("This cohort is not part of the convention."))
        return values


class ReasonForm(forms.Form):
    reason = TidyTextField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs=LOW))


class CorrectForm(forms.Form):
    """Partners read it above the list of differences."""

    reason_fr = TidyTextField(
        label=capfirst(gettext_lazy("what was corrected (French)")), max_length=500, widget=forms.Textarea(attrs=LOW)
    )
    reason_en = TidyTextField(
        label=capfirst(gettext_lazy("what was corrected (English)")),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=LOW),
    )
    reason_ar = TidyTextField(
        label=capfirst(gettext_lazy("what was corrected (Arabic)")),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs=LOW),
    )


class AnswerForm(forms.Form):
    answer = TidyTextField(
        label=capfirst(gettext_lazy("answer")),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=gettext_lazy("Goes out by mail, as written."),
    )


class LiveForm(forms.Form):
    """Asked by GET: this quarter until today, unless something else is said."""

    about = forms.ChoiceField(label=capfirst(gettext_lazy("programme or cohort")), required=False, widget=SlimSelect)
    first_day = DayField(label=capfirst(gettext_lazy("first day")), widget=DAY)
    last_day = DayField(label=capfirst(gettext_lazy("last day")), widget=DAY)

    def __init__(self, *args: Any, **more: Any) -> None:
        """Programmes with their cohorts, in one query."""
        super().__init__(*args, **more)
        choices: dict[str, str] = {"": _("all")}
        for cohort in Cohort.objects.with_card().order_by("programme__code", "code"):
            choices[f"p{cohort.programme_id}"] = cohort.programme.name
            choices[f"c{cohort.pk}"] = f"– {cohort.name}"
        self.fields["about"].choices = list(choices.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        refuse_reversed(self, "first_day", "last_day")
        return values

    @property
    def programme(self) -> int | None:
        return self._chosen("p")

    @property
    def cohort(self) -> int | None:
        return self._chosen("c")

    def _chosen(self, kind: str) -> int | None:
        about = self.cleaned_data["about"]
        return int(about[1:]) if about.startswith(kind) else None

    @staticmethod
    def usual() -> dict[str, str]:
        today = timezone.localdate()
        return {"first_day": begin_of(Rule.QUARTERLY, today).isoformat(), "last_day": today.isoformat()}

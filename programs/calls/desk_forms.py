"""What staff type about calls and forms in the admin; no JSON anywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import DayField, TidyCharField
from incubator.moments import MomentField
from programs.calls.checks import TO_CHECK
from programs.calls.models import Call, Form
from startups.states import StartupKind


class CallForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        choices=StartupKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("For which kinds of startup"),
        help_text=gettext_lazy("None ticked: for all."),
    )

    class Meta:
        model = Call
        exclude = ("state", "copied_from", "to_check", "receipts", "published_at")  # noqa: DJ006 -- the admin names the fields

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The closing lies before the opening."))
        return values


class MoveClosingForm(forms.Form):
    closes_at = MomentField(
        label=gettext_lazy("New closing"),
        help_text=gettext_lazy(
            "Later: applies at once, and whoever has a draft is told. Earlier: a colleague has to agree."
        ),
    )
    reason = TidyCharField(label=gettext_lazy("Reason"), max_length=300)


class NewEditionForm(forms.Form):
    opens_on = DayField(label=gettext_lazy("Opens on"))
    code = forms.SlugField(
        label=gettext_lazy("Code of the new cohort"),
        max_length=30,
        help_text=gettext_lazy("It stands in receipt numbers."),
    )
    name_fr = TidyCharField(label=gettext_lazy("Name of the new cohort (French)"), max_length=120)
    name_en = TidyCharField(label=gettext_lazy("Name of the new cohort (English)"), max_length=120, required=False)
    name_ar = TidyCharField(label=gettext_lazy("Name of the new cohort (Arabic)"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        names = {code: values.pop(f"name_{code}", "") for code in ("fr", "en", "ar")}
        return {**values, "names": names}


class CheckOffForm(forms.Form):
    items = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Looked over"))

    def __init__(self, data: Any = None, *, thing: Call) -> None:
        super().__init__(data)
        self.fields["items"].choices = [(item, TO_CHECK[item]) for item in thing.to_check if item in TO_CHECK]  # type: ignore[attr-defined]


class PutInForceForm(forms.Form):
    form = forms.ModelChoiceField(queryset=Form.objects.none(), label=gettext_lazy("Version"))

    def __init__(self, data: Any = None, *, thing: Call) -> None:
        super().__init__(data)
        versions = Form.objects.filter(previous=thing.form_id).exclude(pk=thing.form_id)
        self.fields["form"].queryset = versions.order_by("-version")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        return {"form_id": values["form"].pk} if values.get("form") else values

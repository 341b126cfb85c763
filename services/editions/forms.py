from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.fields import DayField, NumberField, TidyCharField, WholeNumberField
from programs.partners.models import Cohort
from services.editions.plans import Wanted
from services.ledger.forms import MOST
from services.ledger.models import Allowance

#: Further ahead nobody plans, and calendars of holidays end.
LATEST = 366 * 5


class EditionForm(forms.Form):
    cohort = forms.ModelChoiceField(label=_("Cohort that is begun anew"), queryset=Cohort.objects.none())
    starts_on = DayField(
        label=_("First day of the new cohort"),
        help_text=_("Every date moves by the same distance; days off become the next working day."),
    )
    code = forms.SlugField(
        label=_("Code of the new cohort"), max_length=30, help_text=_("It stands in receipt numbers.")
    )
    name_fr = TidyCharField(label=_("Name of the new cohort (French)"), max_length=120)
    name_en = TidyCharField(label=_("Name of the new cohort (English)"), max_length=120, required=False)
    name_ar = TidyCharField(label=_("Name of the new cohort (Arabic)"), max_length=120, required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = Cohort.objects.visible_to(user).with_card()  # type: ignore[attr-defined]

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("The new cohort starts in the past."))
        if (day - today).days > LATEST:
            raise forms.ValidationError(_("That is more than five years ahead."))
        return day

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if Cohort.objects.filter(code=code).exists():
            raise forms.ValidationError(_("There is a cohort with this code already."))
        return code

    def wanted(self) -> Wanted:
        names = {code: self.cleaned_data[f"name_{code}"] for code in ("fr", "en", "ar")}
        return Wanted(self.cleaned_data["starts_on"], self.cleaned_data["code"], names)


class AllowanceForm(forms.ModelForm):
    amount = NumberField(label=_("Credits for each"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2)
    months = WholeNumberField(
        label=_("Months"), min_value=1, max_value=60, initial=12, help_text=_("From the first day of the cohort on.")
    )

    class Meta:
        model = Allowance
        fields = ("cohort", "kind", "service", "source", "amount", "months", "is_for_newcomers")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        service = values.get("service")
        if service and values.get("kind") and service.kind != values["kind"]:
            self.add_error("service", _("This service is of another kind."))
        return values

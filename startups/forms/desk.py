"""What staff type in the administration. Everything is cleaned as on the founders' pages, and written by the same actions."""

from copy import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.fields import AddressField, DayField, TidyCharField
from startups.actions import profile
from startups.actions.values import write
from startups.forms.profile import CompanyForm, ProfileForm
from startups.models import Alias, Companion, Observation, Startup
from startups.states import CompanionKind

COMPANY, PROFILE = CompanyForm.base_fields, ProfileForm.base_fields


class StaffStartupForm(forms.ModelForm):
    name = COMPANY["name"]
    ice, rc_number, rc_court = COMPANY["ice"], COMPANY["rc_number"], COMPANY["rc_court"]
    tax_id, business_tax, cnss = COMPANY["tax_id"], COMPANY["business_tax"], COMPANY["cnss"]
    founded_on, city, pitch = COMPANY["founded_on"], COMPANY["city"], COMPANY["pitch"]
    other_sectors, tags, address = PROFILE["other_sectors"], PROFILE["tags"], PROFILE["address"]
    postal_code, phone, email, website = PROFILE["postal_code"], PROFILE["phone"], PROFILE["email"], PROFILE["website"]

    class Meta:
        model = Startup
        fields = [
            "name",
            "kind",
            "legal_form",
            "ice",
            "rc_number",
            "rc_court",
            "tax_id",
            "business_tax",
            "cnss",
            "founded_on",
            "sector",
            "other_sectors",
            "tags",
            "pitch",
            "region",
            "city",
            "address",
            "postal_code",
            "phone",
            "email",
            "website",
            "founders",
            "women_founders",
            "young_founders",
            "is_resident",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.TextInput):
                field.widget.attrs["class"] = "vTextField"

    def clean(self) -> dict[str, Any]:
        """Asks the action's own rules beforehand, so that a refusal stands beside its field."""
        values = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                write(copy(self.instance), values)
            except Refused as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return values


class ObservationForm(forms.ModelForm):
    value = TidyCharField(label=gettext_lazy("value"), max_length=40)
    observed_on = DayField(label=gettext_lazy("observed on"), initial=timezone.localdate)

    class Meta:
        model = Observation
        fields = ["fact", "observed_on", "source"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("fact") and values.get("value"):
            try:
                text, number = profile.measured(values["fact"], values["value"])
            except Refused as refusal:
                raise ValidationError({"value": str(refusal)}) from refusal
            self.instance.text, self.instance.number = text, number
        return values


class CompanionForm(forms.ModelForm):
    email = AddressField(label=gettext_lazy("e-mail address of the account"), required=False)
    ends = forms.BooleanField(label=gettext_lazy("ends today"), required=False)

    class Meta:
        model = Companion
        fields = ["kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["kind"].disabled = True
            self.initial["email"] = self.instance.person.email
            self.fields["email"].disabled = True
            self.fields["ends"].disabled = self.instance.until is not None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.instance.pk and "email" in values:
            self.instance.person = account_of(values["email"])
        return values


class AliasForm(forms.ModelForm):
    name = TidyCharField(label=gettext_lazy("name"), min_length=2, max_length=120)
    until = DayField(label=gettext_lazy("until"), required=False)

    class Meta:
        model = Alias
        fields = ["name", "until"]


class AccompanyForm(forms.Form):
    email = AddressField(label=gettext_lazy("E-mail address of the account"))
    kind = forms.ChoiceField(label=gettext_lazy("Companionship"), choices=CompanionKind.choices)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        return {"person": account_of(values["email"]), "kind": values.get("kind", "")} if "email" in values else values


class HandOverForm(forms.Form):
    email = AddressField(label=gettext_lazy("E-mail address of the new owner"))
    keep_owners = forms.BooleanField(label=gettext_lazy("The owners so far remain owners"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        return (
            {"to": account_of(values["email"]), "keep_owners": values["keep_owners"]} if "email" in values else values
        )


def account_of(email: str) -> User:
    person = User.objects.active().filter(email=email).first()
    if not person:
        raise ValidationError({"email": _("Nobody has an account with this address.")})
    return person

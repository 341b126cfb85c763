"""What staff type on the steps of requests, awards and tranches."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.fields import DayField, LinkField, TidyCharField, TidyTextField
from incubator.words import LANGUAGES
from services.funding.actions.desk import Grant, Part
from services.funding.forms import money
from services.funding.models import Condition, Contribution, FundingRequest, Instrument, Tranche
from services.funding.states import ContributionState
from startups.states import Sector, Stage

PARTS = 4


class AskForm(forms.Form):
    asked = TidyTextField(
        label=gettext_lazy("What is to be completed"),
        max_length=2000,
        help_text=gettext_lazy("The startup reads it."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class ReasonForm(forms.Form):
    reason = TidyTextField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("The startup reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class InsideForm(forms.Form):
    reason = TidyCharField(label=gettext_lazy("Reason"), max_length=300)


class GrantForm(forms.Form):
    """The amount, and up to four tranches that make it up; each condition is a line."""

    amount = money(gettext_lazy("Amount (MAD)"))
    conditions = TidyTextField(
        label=gettext_lazy("Conditions"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("The startup reads it."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, thing: FundingRequest) -> None:
        super().__init__(data)
        self.fields["amount"].initial = thing.amount_asked
        for n in range(1, PARTS + 1):
            told = {"number": n}
            self.fields[f"part_{n}"] = money(_("Tranche %(number)d: amount (MAD)") % told, required=n == 1)
            self.fields[f"due_{n}"] = DayField(label=_("Tranche %(number)d: planned for") % told, required=n == 1)
            self.fields[f"before_{n}"] = TidyTextField(
                label=_("Tranche %(number)d: conditions") % told,
                max_length=2000,
                required=False,
                help_text=_("One on each line."),
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for n in range(1, PARTS + 1):
            is_told = bool(values.get(f"before_{n}") or values.get(f"due_{n}") or values.get(f"part_{n}"))
            for name in (f"part_{n}", f"due_{n}"):
                if is_told and not values.get(name) and name not in self.errors:
                    self.add_error(name, _("This tranche is not complete."))
            for line in values.get(f"before_{n}", "").splitlines():
                if len(line) > Condition._meta.get_field("text").max_length:  # type: ignore[operator]
                    self.add_error(f"before_{n}", _("A condition has at most 300 signs."))
        return values

    @staticmethod
    def grant(values: dict[str, Any]) -> Grant:
        return Grant(values["amount"], list(_parts(values)), values["conditions"])


def _parts(values: dict[str, Any]) -> Iterator[Part]:
    for n in range(1, PARTS + 1):
        if values.get(f"part_{n}"):
            lines = [line.strip() for line in values[f"before_{n}"].splitlines() if line.strip()]
            yield Part(values[f"part_{n}"], values[f"due_{n}"], lines)


class VerifyForm(forms.Form):
    contribution = forms.ModelChoiceField(
        label=gettext_lazy("Own money"),
        queryset=Contribution.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, thing: FundingRequest) -> None:
        super().__init__(data)
        rows = thing.contributions.filter(state=ContributionState.DECLARED)
        self.fields["contribution"].queryset = rows  # type: ignore[attr-defined]


class DeclineForm(VerifyForm):
    reason = TidyTextField(
        label=gettext_lazy("Why it does not count"),
        max_length=300,
        help_text=gettext_lazy("The startup reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class MeetForm(forms.Form):
    condition = forms.ModelChoiceField(
        label=gettext_lazy("Condition"), queryset=Condition.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, data: Any = None, *, thing: Tranche) -> None:
        super().__init__(data)
        self.fields["condition"].queryset = thing.conditions.filter(met_at=None)  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("The agreement to sign"), max_length=150)


class SignForm(forms.Form):
    signed_on = DayField(label=gettext_lazy("Signed on"), initial=timezone.localdate)
    file = forms.FileField(
        label=gettext_lazy("Signed copy"),
        required=False,
        max_length=150,
        help_text=gettext_lazy("In place of the agreement that was sent."),
    )


class PayForm(forms.Form):
    paid_on = DayField(label=gettext_lazy("Paid on"), initial=timezone.localdate)
    reference = TidyCharField(label=gettext_lazy("Reference of the payment"), max_length=60)
    amount = money(gettext_lazy("Amount (MAD)"), help_text=gettext_lazy("Typed again, as it was paid."))


class InstrumentForm(forms.ModelForm):
    source_url = LinkField(label=gettext_lazy("where this is said"), max_length=300, required=False)
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("stages"), choices=Stage.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("sectors"), choices=Sector.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Instrument
        fields = (
            *("slug", "kind", "operator", "is_ours", "position", "source", "budget_mad", "beneficiaries_max"),
            *("ceiling_mad", "share_of_costs_max", "own_share_min", "own_money_first", "needs_company"),
            *("company_age_max_months", "trl_min", "trl_max", "stages", "sectors"),
            *("valid_from", "valid_until", "source_url", "checked_on"),
            *(f"{name}_{code}" for name in ("name", "summary", "terms") for code in LANGUAGES),
        )

    def clean_budget_mad(self) -> Decimal | None:
        """What is granted stays granted."""
        budget = self.cleaned_data["budget_mad"]
        if budget is not None and budget < self.instance.committed_mad:
            raise forms.ValidationError(_("More than this is granted already."))
        return budget

    def clean_beneficiaries_max(self) -> int | None:
        most = self.cleaned_data["beneficiaries_max"]
        if most is not None and most < self.instance.beneficiaries:
            raise forms.ValidationError(_("More than this is granted already."))
        return most

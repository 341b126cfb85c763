"""What people type about an introduction."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incubator.fields import NumberField, TidyCharField, TidyTextField
from services.introductions.actions import Told, Wish
from services.introductions.states import Agreement, Outcome, PartnerSought
from startups.models import Startup
from startups.rules import WRITERS

MOST = Decimal(10_000_000_000)


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def _sought() -> list[tuple[str, str]]:
    return [(one.value, capfirst(str(one.label))) for one in PartnerSought]


class AskForm(forms.Form):
    """The startups for which the person may write; with one, nothing is asked."""

    startup = forms.ModelChoiceField(
        label=_("For which startup?"), queryset=Startup.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    kind = forms.ChoiceField(label=_("Whom do you want to meet?"), choices=_sought, widget=forms.RadioSelect)
    named = TidyCharField(
        label=_("An organisation you have in mind"),
        max_length=120,
        required=False,
        help_text=_("Optional. If it can be asked, we ask this one; otherwise the programme team looks for another."),
    )
    why = TidyTextField(
        label=_("Why?"),
        max_length=400,
        widget=_text(4),
        help_text=_("For the programme team alone: what you hope for, and what you have tried."),
    )
    summary = TidyTextField(
        label=_("What may be said before both agree"),
        max_length=600,
        widget=_text(5),
        help_text=_(
            "The partner reads this, and nothing else but your sector, region and stage. Leave out your name and addresses."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One filter: the role must be hers, not a colleague's.
        mine = Startup.objects.filter(
            memberships__person=user, memberships__ended_at=None, memberships__role__in=WRITERS
        ).order_by("sort_key", "pk")
        self.startups = list(mine)
        field: Any = self.fields["startup"]
        field.queryset = mine
        if len(self.startups) == 1:
            field.initial = self.startups[0].pk
            field.widget = forms.HiddenInput()

    def wish(self) -> Wish:
        return Wish(**{name: self.cleaned_data[name] for name in ("kind", "why", "summary", "named")})


class DeclineForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason (optional)"),
        max_length=300,
        required=False,
        widget=_text(2),
        help_text=_("The programme team reads it, the other side does not."),
    )


class OutcomeForm(forms.Form):
    """One answer; what is signed and for how much is asked with a signature only."""

    answer = forms.ChoiceField(label=_("Where are you today?"), choices=Outcome.choices, widget=forms.RadioSelect)
    agreement = forms.ChoiceField(
        label=_("If something is signed: what?"), choices=[("", "–"), *Agreement.choices], required=False
    )
    amount_mad = NumberField(
        label=_("If something is signed: for how much (MAD)?"),
        min_value=Decimal(1),
        max_value=MOST,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}),
        help_text=_("Optional. The whole amount as signed."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_signed = values.get("answer") == Outcome.SIGNED
        if values.get("answer") and not is_signed and values.get("amount_mad"):
            self.add_error(
                "amount_mad", _("An amount belongs to something signed: choose that answer, or leave it empty.")
            )
        return values

    def told(self) -> Told:
        names = {"outcome": "answer", "agreement": "agreement", "amount_mad": "amount_mad"}
        return Told(**{name: self.cleaned_data[field] for name, field in names.items()})

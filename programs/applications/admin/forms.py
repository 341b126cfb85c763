"""What an officer may type in a deed on one file or on many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.fields import TidyTextField
from incubator.moments import MomentField
from programs.applications.states import ScreeningOutcome


class ReasonForm(forms.Form):
    reason = TidyTextField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class ScreenForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), choices=ScreeningOutcome.choices, widget=forms.RadioSelect)
    reason = TidyTextField(
        label=_("Reason"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required unless eligible; the founder reads it."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("outcome") not in (None, ScreeningOutcome.ELIGIBLE) and not values.get("reason"):
            self.add_error("reason", _("Give the reason."))
        return values


class AssignForm(forms.Form):
    officer = forms.ModelChoiceField(label=_("Officer"), queryset=User.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = User.objects.staff().order_by("name", "email")  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    request = TidyTextField(label=_("What to correct"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    due_at = MomentField(label=_("Until (Casablanca time)"))


class ExtendForm(ReasonForm):
    until = MomentField(label=_("New deadline (Casablanca time)"))
    field_order = ("until", "reason")


class TextForm(forms.Form):
    text = TidyTextField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

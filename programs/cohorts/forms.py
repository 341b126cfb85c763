from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import TidyTextField


class OfferForm(forms.Form):
    """Yes, or no with a reason that helps the programme."""

    CHOICES = (("confirm", _("I confirm our place")), ("decline", _("I decline the offer")))

    answer = forms.ChoiceField(label=_("Your answer"), choices=CHOICES, widget=forms.RadioSelect)
    reason = TidyTextField(
        label=_("Why do you decline?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you decline; read by the programme team."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") == "decline" and not values.get("reason"):
            self.add_error("reason", _("Tell us in a few words why."))
        return values


class LeaveForm(forms.Form):
    reason = TidyTextField(
        label=_("Why does the startup leave?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("The team and the programme both read it."),
    )

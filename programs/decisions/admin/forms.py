from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import TidyTextField, WholeNumberField


class DecisionForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into the letter: the founder reads it as written."),
    )


class ReserveForm(DecisionForm):
    rank = WholeNumberField(label=_("Rank on the reserve list"), min_value=1, max_value=999)
    field_order = ("rank", "reason")

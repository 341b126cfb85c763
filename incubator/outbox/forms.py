from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.fields import TidyCharField, TidyTextField
from incubator.outbox.models import Letter


class LetterForm(forms.ModelForm):
    """Staff's own words for one letter."""

    subject_override = TidyCharField(
        label=_("subject"),
        required=False,
        max_length=120,
        help_text=_("Empty: the usual subject."),
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )
    body_override = TidyTextField(
        label=_("text"),
        required=False,
        max_length=10_000,
        help_text=_("Empty: the usual text. An empty line begins a new paragraph."),
        widget=forms.Textarea(attrs={"class": "vLargeTextField", "rows": 14}),
    )

    class Meta:
        model = Letter
        fields = ["subject_override", "body_override"]

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Notice
from incubator.fields import TidyTextField


class ErasureForm(forms.Form):
    reason = TidyTextField(
        label=_("Why, if you wish to say"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_sure = forms.BooleanField(
        label=_("I understand that my account is closed and that this cannot be undone."),
        error_messages={"required": _("Please tick this box to confirm.")},
    )


class RefusalForm(forms.Form):
    """Staff say why an erasure is not granted; the person reads it."""

    reason = TidyTextField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes into the letter."),
    )


class NoticeForm(forms.ModelForm):
    class Meta:
        model = Notice
        fields = ["version", "body_fr", "body_en", "body_ar"]
        field_classes = {"body_fr": TidyTextField, "body_en": TidyTextField, "body_ar": TidyTextField}

"""What is typed at the door."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.door.tickets import code_in
from incubator.fields import TidyCharField


class ScanForm(forms.Form):
    """A code from a scanner, a keyboard or the clipboard: the whole address or its last part."""

    code = TidyCharField(
        label=_("Code of the ticket"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
    )
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    reason = TidyCharField(label=_("Why this person is let in all the same"), max_length=200, required=False)

    def ticket(self) -> str:
        return code_in(self.cleaned_data["code"])


class ForceForm(forms.Form):
    nonce = forms.UUIDField(widget=forms.HiddenInput)
    reason = TidyCharField(label=_("Why this person is let in all the same"), max_length=200, required=False)

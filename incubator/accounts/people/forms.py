from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from incubator.accounts.queries import other_superusers
from incubator.accounts.states import Language
from incubator.fields import AddressField, NameField


class ProfileForm(forms.Form):
    name = NameField(label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("The language of the mails we send you.")
    )
    wants_reminders = forms.BooleanField(
        label=_("Reminders by e-mail"),
        required=False,
        help_text=_("A draft not sent yet, an offer to confirm, an appointment."),
    )
    wants_announcements = forms.BooleanField(
        label=_("Announcements by e-mail"),
        required=False,
        help_text=_("New calls and events. Never more than what you ask for here."),
    )

    @classmethod
    def of(cls, person: User, data: Any = None) -> "ProfileForm":
        fields = ("name", "language", "wants_reminders", "wants_announcements")
        return cls(data, initial={field: getattr(person, field) for field in fields})


class PersonForm(forms.ModelForm):
    """For superusers in the admin: a new account, or the rights of one."""

    class Meta:
        model = User
        fields = ["email", "name", "language", "is_staff", "is_superuser"]
        field_classes = {"email": AddressField, "name": NameField}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if User.objects.exclude(pk=self.instance.pk).filter(email=email).exists():
            raise forms.ValidationError(_("Somebody has an account with this address already."))
        return email

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_superuser"):
            said["is_staff"] = True
        elif self.instance.is_superuser and not other_superusers(self.instance).exists():
            raise forms.ValidationError(_("The portal keeps at least one administrator."))
        return said

"""allauth's forms with our fields: one spelling per address, a trap for machines, the consent of law 09-08."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from incubator.accounts.actions import agree_to_notice
from incubator.accounts.entrance.actions import confirm_stored_address
from incubator.accounts.models import User
from incubator.accounts.states import Language
from incubator.fields import AddressField, NameField, StrictJSONField

#: The name of the trap of settings.ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD is asked from the form, not repeated here.
TRAP = {"class": "visually-hidden", "tabindex": "-1", "autocomplete": "off"}


def address_field() -> AddressField:
    return AddressField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class Plain:
    """Mixin: labels say it; placeholders that repeat them are dropped."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Plain, account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = address_field()


class SignupForm(Plain, account.SignupForm):
    email = address_field()
    name = NameField(label=_("Full name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(
        label=_("Language"), choices=Language.choices, help_text=_("The language of the mails we send you.")
    )
    consent = forms.BooleanField(error_messages={"required": _("Please read the notice and tick this box.")})
    field_order = ["name", "email", "password1", "password2", "language", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        notice = format_html(
            '<a href="{}">{}</a>', reverse_lazy("accounts:privacy_notice"), _("notice about personal data")
        )
        self.fields["consent"].label = format_html(str(_("I have read the {notice} and agree to it.")), notice=notice)
        trap = self.fields[account.app_settings.SIGNUP_FORM_HONEYPOT_FIELD]
        trap.widget = forms.TextInput(attrs={**TRAP, "aria-label": _("Leave this field empty")})

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Somebody signed up with this address in the same moment: the same answer as for a known one.
            self.account_already_exists = True
            return super().try_save(request)

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name, user.language = self.cleaned_data["name"], self.cleaned_data["language"]
        user.save(update_fields=["name", "language"])
        agree_to_notice(user, language=get_language() or user.language)


class AddEmailForm(Plain, account.AddEmailForm):
    """One address is replaced by another; also by people with a second factor.

    allauth refuses them (`mfa.signals.on_add_email`), because the true holder of an unconfirmed address could not get past the
    second factor by resetting the password. In this house a reset key goes to the address that is confirmed, whatever was typed
    (adapter), so an unconfirmed one opens nothing with or without a second factor; what is asked instead, of everybody, is to
    sign in again just before (ACCOUNT_REAUTHENTICATION_REQUIRED). Hence the same checks, without that signal.
    """

    email = address_field()

    def clean_email(self) -> str:
        adapter = get_adapter()
        address = adapter.clean_email(self.cleaned_data["email"])
        if any(person.pk == self.user.pk for person in filter_users_by_email(address)):
            raise adapter.validation_error("duplicate_email")
        return address


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    email = address_field()


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    def save(self) -> None:
        super().save()
        confirm_stored_address(self.user)


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class SoundCredential:
    """Mixin: an invented credential is refused, not met with an exception of the library that reads it."""

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()  # type: ignore[misc]
        except (TypeError, ValueError, KeyError, AttributeError):
            self.add_error("credential", _("This key could not be read. Try again."))  # type: ignore[attr-defined]

    def clean(self) -> Any:
        try:
            return super().clean()  # type: ignore[misc]
        except (TypeError, ValueError, KeyError, AttributeError):
            raise forms.ValidationError(_("This key could not be read. Try again.")) from None


def credential_field() -> StrictJSONField:
    return StrictJSONField(widget=forms.HiddenInput)


class AddWebAuthnForm(SoundCredential, webauthn.AddWebAuthnForm):
    credential = credential_field()


class LoginWebAuthnForm(SoundCredential, webauthn.LoginWebAuthnForm):
    credential = credential_field()


class ReauthenticateWebAuthnForm(SoundCredential, webauthn.ReauthenticateWebAuthnForm):
    credential = credential_field()


class AuthenticateWebAuthnForm(SoundCredential, webauthn.AuthenticateWebAuthnForm):
    credential = credential_field()

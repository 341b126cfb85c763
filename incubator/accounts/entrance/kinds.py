"""The letters about an account. Keys are made at the moment of sending and stand nowhere but in the mail itself."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.accounts.entrance.tokens import ResetKeys
from incubator.outbox.kinds import Kind, kinds

Values = dict[str, Any]
URGENT = 1
#: What happened to an account's keys; each is a letter of its own to its owner.
SECURITY = (
    "password_changed",
    "password_reset",
    "password_set",
    "email_deleted",
    "totp_activated",
    "totp_deactivated",
    "recovery_codes_generated",
    "webauthn_added",
    "webauthn_removed",
    "second_factor_removed",
)


def absolute(letter: Any, name: str, **url: Any) -> str:
    """A link from the configured address of the portal, never from a request (reliability.md V30)."""
    with translation.override(letter.spoken_language):
        return settings.SITE_URL + reverse(name, kwargs=url)


def confirmation(letter: Any) -> Values | None:
    """While the address still waits for it."""
    address = EmailAddress.objects.select_related("user").filter(pk=letter.key_of_thing, verified=False).first()
    if address is None or not address.user.is_active:
        return None
    link = absolute(letter, "account_confirm_email", key=EmailConfirmationHMAC(address).key)
    return {"link": link, "name": address.user.name}


def reset_key(letter: Any) -> Values | None:
    """While no newer key was asked for."""
    person = letter.person
    if not person.is_active or person.reset_rev != letter.params.get("rev"):
        return None
    key = ResetKeys().make_token(person)
    link = absolute(letter, "account_reset_password_from_key", uidb36=user_pk_to_url_str(person), key=key)
    return {"link": link, "minutes": settings.PASSWORD_RESET_TIMEOUT // 60}


def doors(letter: Any) -> Values:
    """The ways in, for who has an account and did not know, or has none."""
    return {
        "login_link": absolute(letter, "account_login"),
        "reset_link": absolute(letter, "account_reset_password"),
        "signup_link": absolute(letter, "account_signup"),
    }


def what_changed(letter: Any) -> Values:
    at = letter.params.get("at")
    return {
        **letter.params,
        "at": datetime.fromisoformat(at) if at else letter.posted_at,
        "reset_link": absolute(letter, "account_reset_password"),
        "contact": settings.CONTROLLER_CONTACT,
    }


def register() -> None:
    kinds.register(
        Kind(
            "accounts.email_confirmation_signup",
            confirmation,
            priority=URGENT,
            is_secret=True,
            label=_("Confirm the address (sign-up)"),
        ),
        Kind(
            "accounts.email_confirmation",
            confirmation,
            priority=URGENT,
            is_secret=True,
            label=_("Confirm the new address"),
        ),
        Kind(
            "accounts.password_reset_key",
            reset_key,
            priority=URGENT,
            is_secret=True,
            label=_("Link for a new password"),
        ),
        Kind("accounts.account_already_exists", doors, priority=URGENT, label=_("Sign-up with a known address")),
        Kind("accounts.unknown_account", doors, priority=URGENT, label=_("Reset for an unknown address")),
        Kind("accounts.invited", doors, priority=URGENT, label=_("An account was made for you")),
        Kind("accounts.email_changed", what_changed, label=_("The address was changed")),
        *(Kind(f"accounts.{name}", what_changed, label=_("Security of the account")) for name in SECURITY),
    )

"""What the account itself holds about a person: purpose, basis, how long, what she gets and what goes at erasure."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import Consent, ErasureRequest, User
from incubator.accounts.personal_data import Holding, declare

Rows = Iterable[Any]
#: An account that nobody used for so long is erased after a warning.
MONTHS = 24


def export_user(person: User) -> Rows:
    names = (
        "email",
        "name",
        "language",
        "wants_reminders",
        "wants_announcements",
        "preferences",
        "joined_at",
        "is_staff",
        "last_login",
    )
    return [{name: getattr(person, name) for name in names}]


def erase_user(person: User) -> None:
    """The row stays, because others point to it; nothing in it says who it was."""
    person.email, person.name = f"{person.uid.hex}@erased.invalid", ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.wants_reminders = person.wants_announcements = False
    person.preferences, person.erased_at, person.last_login = {}, timezone.now(), None
    person.set_unusable_password()
    person.save()


def export_addresses(person: User) -> Rows:
    return EmailAddress.objects.filter(user=person).values("email", "verified", "primary")


def erase_addresses(person: User) -> None:
    EmailAddress.objects.filter(user=person).delete()


def export_factors(person: User) -> Rows:
    """That they exist, never their secrets."""
    return Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")


def erase_factors(person: User) -> None:
    Authenticator.objects.filter(user=person).delete()


def export_sessions(person: User) -> Rows:
    return UserSession.objects.filter(user=person).values("ip", "user_agent", "created_at", "last_seen_at")


def erase_sessions(person: User) -> None:
    UserSession.objects.filter(user=person).delete()


def export_consents(person: User) -> Rows:
    return Consent.objects.filter(person=person).values(
        "purpose", "notice__version", "language", "about", "given_at", "withdrawn_at"
    )


def keep(person: User) -> None:
    """Evidence of what was agreed to; without the account's name it points to nobody."""


def export_requests(person: User) -> Rows:
    return ErasureRequest.objects.filter(person=person).values("reason", "state", "asked_at", "handled_at", "answer")


def erase_requests(person: User) -> None:
    ErasureRequest.objects.filter(person=person).update(reason="", answer="")


def declare_all() -> None:
    sign_in, law = _("to let you sign in safely"), _("law 09-08, to prove what you agreed to and asked for")
    wanted, duty = _("your account, which you opened"), _("legal duty")
    declare(Holding("accounts.User", _("your account and the mails about it"), wanted, MONTHS, export_user, erase_user))
    declare(Holding("account.EmailAddress", sign_in, wanted, MONTHS, export_addresses, erase_addresses))
    declare(Holding("mfa.Authenticator", sign_in, wanted, MONTHS, export_factors, erase_factors))
    declare(Holding("usersessions.UserSession", sign_in, wanted, 12, export_sessions, erase_sessions))
    declare(Holding("accounts.Consent", law, duty, 60, export_consents, keep))
    declare(Holding("accounts.ErasureRequest", law, duty, 60, export_requests, erase_requests))

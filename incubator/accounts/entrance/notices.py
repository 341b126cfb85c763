"""Who is told about accounts and keys."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import get_language

from incubator.accounts.models import User
from incubator.outbox.post import post

#: A link that comes a day late is of no use any more.
USEFUL = timedelta(days=1)


def _once(kind: str) -> str:
    # Every request is an occasion of its own; how often people may ask is the limiter's business.
    return f"{kind}:{uuid4().hex}"


def address_confirmation(address: EmailAddress, *, is_new: bool) -> None:
    kind = "accounts.email_confirmation_signup" if is_new else "accounts.email_confirmation"
    language = address.user.language or get_language() or ""
    post(kind, to=address.email, about=address, once=_once(kind), language=language, not_after=timezone.now() + USEFUL)


def password_key(person: User) -> None:
    kind = "accounts.password_reset_key"
    params = {"rev": person.reset_rev}
    post(kind, to=person, about=person, once=_once(kind), params=params, not_after=timezone.now() + USEFUL)


def account_exists(address: str) -> None:
    """To the owner of the account, at her own address; nobody who types it learns that there is one."""
    kind = "accounts.account_already_exists"
    owner = User.objects.active().filter(email=address).first()
    post(kind, to=owner or address, once=_once(kind), language=get_language() or "")


def account_unknown(address: str) -> None:
    kind = "accounts.unknown_account"
    post(kind, to=address, once=_once(kind), language=get_language() or "")


def person_invited(person: User) -> None:
    post("accounts.invited", to=person, about=person, once=f"accounts.invited:{person.pk}")


def keys_changed(person: User, *, what: str, ip: str = "") -> None:
    kind = f"accounts.{what}"
    post(kind, to=person, about=person, once=_once(kind), params={"at": timezone.now().isoformat(), "ip": ip})


def address_changed(person: User, *, old: str, facts: dict[str, Any]) -> None:
    """To the address that no longer opens the account: whoever lost it must hear of it."""
    kind = "accounts.email_changed"
    params = {"at": timezone.now().isoformat(), **facts}
    post(kind, to=old, about=person, once=_once(kind), params=params, language=person.language)

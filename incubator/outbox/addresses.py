"""Addresses that outlive their account: a fingerprint for the list of the unwanted, a signed link to leave one kind of mail."""

import hashlib
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from incubator.outbox.states import Category

SALT = "outbox.unsubscribe"


class Forged(Exception):
    """A link that we did not sign."""


def fingerprint(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def unsubscribe_url(letter: Any) -> str:
    """Empty for what nobody can refuse. The link has no date: it works as long as the mail is kept."""
    if letter.category == Category.TRANSACTIONAL:
        return ""
    whom = {"p": str(letter.person.uid)} if letter.person else {"a": fingerprint(letter.address)}
    token = signing.Signer(salt=SALT).sign_object({"c": letter.category, **whom})
    with translation.override(letter.spoken_language):
        return settings.SITE_URL + reverse("outbox:unsubscribe", args=[token])


def read_token(token: str) -> dict[str, str]:
    """{"c": category, "p": uid} or {"c": category, "a": fingerprint}; raises Forged."""
    try:
        told = signing.Signer(salt=SALT).unsign_object(token)
        Category(told["c"])
    except (signing.BadSignature, KeyError, TypeError, ValueError) as wrong:
        raise Forged from wrong
    return told

"""Signed links in letters: each names a thing and the person it was sent to, carries its purpose in the salt, and is stored nowhere.

Looking at what a link opens changes nothing (booking.md 1, case 24): deeds are buttons on that page.
"""

import uuid
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Model
from django.urls import reverse

from incubator.accounts.models import User

ATTENDANCE, RATING, RESCUE = "attendance", "rating", "rescue"


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"services.{purpose}", sep=".")


def sign(purpose: str, thing: Model, person: Any) -> str:
    return _signer(purpose).sign(f"{thing.pk.hex}-{person.pk}")


def read(purpose: str, token: str) -> tuple[uuid.UUID, User] | None:
    """The key of the thing and the person; None for an invented or damaged link, and for whoever has left."""
    try:
        key, _dash, person = _signer(purpose).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    found = User.objects.active().filter(pk=int(person)).first()
    return (uuid.UUID(key), found) if found else None


def url(purpose: str, thing: Model, person: Any, *, name: str) -> str:
    """The whole address, in the language of the moment."""
    return settings.SITE_URL + reverse(f"services:{name}", args=[sign(purpose, thing, person)])

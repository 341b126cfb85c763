"""Signed links for people without an account: one opens her registration, one an event she is invited to.

A link names one row, carries its purpose in the salt, is stored nowhere and ends some time after the event. Looking at it
changes nothing (booking.md 1, case 24): deeds are buttons on the page it opens.
"""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from events.agenda.models import Event, Invitee
from events.registrations.models import Registration

#: A certificate can still be fetched, and a word of thanks read, for a quarter of a year.
LIVES = timedelta(days=90)


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"events.registrations.{purpose}", sep=".")


def _read(token: str, purpose: str) -> str | None:
    try:
        return _signer(purpose).unsign(token)
    except signing.BadSignature:
        return None


def has_ended(event: Event) -> bool:
    return bool(event.ends_at and event.ends_at + LIVES < timezone.now())


def token_of(registration: Registration) -> str:
    return _signer("link").sign(registration.pk.hex)


def registration_by(token: str) -> Registration | None:
    """The registration that the link names; None for an invented, damaged or ended one, or an erased person."""
    key = _read(token, "link")
    if key is None:
        return None
    found = Registration.objects.with_card().filter(pk=uuid.UUID(key)).first()
    return None if found is None or has_ended(found.event) or not found.address else found


def url_of(registration: Registration, name: str = "guest_detail") -> str:
    """The whole address of a page of hers, in her language."""
    return _address(name, token_of(registration), registration.language)


def invitation_of(invitee: Invitee) -> str:
    return _signer("invitation").sign(f"{invitee.pk}")


def invitee_by(token: str) -> Invitee | None:
    key = _read(token, "invitation")
    found = Invitee.objects.select_related("event__site").filter(pk=key).first() if key else None
    return None if found is None or has_ended(found.event) else found


def invitation_url(invitee: Invitee, language: str) -> str:
    return _address("guest_register", invitation_of(invitee), language)


def feed_hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _address(name: str, token: str, language: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(f"events:{name}", args=[token])

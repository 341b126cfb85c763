"""Reads that pages and actions share."""

import hashlib
from typing import Any

from services.calendar.models import Provider
from services.calendar.states import ProviderState


def feed_hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def provider_by_feed(token: str) -> Provider | None:
    """Whose private calendar this key opens, as long as her account is open and she has not left."""
    rows = Provider.objects.exclude(state=ProviderState.LEFT).select_related("person")
    return rows.filter(feed_hash=feed_hash(token), person__is_active=True, person__erased_at=None).first()


def provider_of(user: Any) -> Provider | None:
    """The provider's page of a signed-in person, if she has one."""
    rows = Provider.objects.exclude(state=ProviderState.LEFT).select_related("person")
    return rows.filter(person=user).first() if user.is_authenticated else None

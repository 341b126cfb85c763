"""Signed links for people without an account: one to answer an introduction, one to tell what became of it.

A link names one row, carries its purpose in the salt and is stored nowhere. Looking at it changes nothing.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from services.introductions.models import Approach, FollowUp

#: What was asked can be read so long; the last follow-up comes after half a year.
LIVES = timedelta(days=270)


def _signer(purpose: str) -> signing.Signer:
    return signing.Signer(salt=f"services.introductions.{purpose}", sep=".")


def _read(token: str, purpose: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(_signer(purpose).unsign(token))
    except (signing.BadSignature, ValueError):
        return None


def token_of(approach: Approach) -> str:
    return _signer("approach").sign(approach.pk.hex)


def approach_by(token: str) -> Approach | None:
    key = _read(token, "approach")
    found = Approach.objects.with_card().filter(pk=key).first() if key else None
    return found if found and found.asked_at + LIVES > timezone.now() else None


def token_of_follow_up(row: FollowUp) -> str:
    return _signer("follow_up").sign(row.pk.hex)


def follow_up_by(token: str) -> FollowUp | None:
    key = _read(token, "follow_up")
    found = FollowUp.objects.with_card().filter(pk=key).first() if key else None
    return found if found and found.due_on + LIVES > timezone.localdate() else None


def partner_url(approach: Approach, language: Any) -> str:
    return _address("partner_answer", token_of(approach), language)


def follow_up_url(row: FollowUp, language: Any) -> str:
    return _address("follow_up_answer", token_of_follow_up(row), language)


def _address(name: str, token: str, language: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(f"services:{name}", args=[token])

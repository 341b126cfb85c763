"""The signed link of a follow-up: it names one row, is stored nowhere, and looking at it changes nothing."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone, translation

from programs.graduation.models import FollowUp

#: What was asked can be answered so long after its day.
LIVES = timedelta(days=180)
_SIGNER = signing.Signer(salt="programs.graduation.follow_up", sep=".")


def token_of(row: FollowUp) -> str:
    return _SIGNER.sign(row.pk.hex)


def follow_up_by(token: str) -> FollowUp | None:
    try:
        key = uuid.UUID(_SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    found = FollowUp.objects.with_card().filter(pk=key).first()
    return found if found and found.due_on + LIVES > timezone.localdate() else None


def url_of(row: FollowUp, language: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("programs:alumni_answer", args=[token_of(row)])

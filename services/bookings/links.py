"""Signed links for who takes part: each opens one meeting for one person of the team, without signing in.

A link carries its purpose in the salt, is stored nowhere, and ends a week after the meeting or as soon as the person leaves the
team. Looking at it changes nothing (booking.md 1, case 24): deeds are buttons on the page it opens.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from incubator.accounts.models import User
from services.bookings.models import Booking
from startups.queries import people

LIVES = timedelta(days=7)


def _signer() -> signing.Signer:
    return signing.Signer(salt="services.bookings.link", sep=".")


def token_of(booking: Booking, person: Any) -> str:
    return _signer().sign(f"{booking.pk.hex}-{person.uid.hex}")


def opened_by(token: str) -> tuple[Booking, User] | None:
    """The meeting and the person that the link names; None for an invented, damaged or ended one."""
    try:
        thing, _dash, who = _signer().unsign(token).partition("-")
    except signing.BadSignature:
        return None
    booking = Booking.objects.with_card().filter(pk=uuid.UUID(thing)).first()
    if booking is None or booking.ends_at + LIVES < timezone.now():
        return None
    takes_part = Q(pk=booking.asked_by_id) | Q(pk__in=booking.participants.values("pk"))
    person = people(booking.startup).filter(takes_part, uid=uuid.UUID(who)).first()
    return (booking, person) if person else None


def url_of(booking: Booking, person: Any, name: str, *, language: Any) -> str:
    """The whole address of a page of the link, in the person's language."""
    with translation.override(language):
        return settings.SITE_URL + reverse(f"services:{name}", args=[token_of(booking, person)])

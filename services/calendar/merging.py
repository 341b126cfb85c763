"""Authorisations go with a merged startup; whoever has the same one on both sides keeps that of the startup that stays."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from services.calendar.models import Authorisation
from startups import baggage
from startups.models import Startup


def _move(goes: Startup, stays: Startup) -> None:
    same = Authorisation.objects.filter(
        startup=stays, revoked_at=None, person=OuterRef("person"), resource=OuterRef("resource")
    )
    moving = Authorisation.objects.filter(startup=goes)
    moving.filter(Exists(same), revoked_at=None).update(revoked_at=timezone.now())
    moving.update(startup=stays)


def register() -> None:
    baggage.carry(baggage.plain(Authorisation, move=_move))

"""What the page of a person's meetings shows, in four prepared questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from incubator.prepared import prepared
from services.bookings.models import ActionItem, Booking
from services.bookings.models.booking import TO_RATE


@dataclass(frozen=True)
class Mine:
    kept: Booking | None
    coming: list[Booking]
    to_rate: list[Booking]
    items: list[ActionItem]


def mine_of(user: Any) -> Mine:
    now = timezone.now()
    return Mine(
        kept=next(iter(_kept(user.pk, now)), None),
        coming=_coming(user.pk, now),
        to_rate=_to_rate(user.pk, now - TO_RATE),
        items=_items(user.pk),
    )


@prepared
def _kept(person: int, now: datetime) -> QuerySet[Booking]:
    return Booking.objects.of_team(person).with_card().kept_for(person, now=now)[:1]


@prepared
def _coming(person: int, now: datetime) -> QuerySet[Booking]:
    return Booking.objects.of_team(person).with_card().coming(now=now)


@prepared
def _to_rate(person: int, since: datetime) -> QuerySet[Booking]:
    return Booking.objects.of_team(person).with_card().to_rate(since)


@prepared
def _items(person: int) -> QuerySet[ActionItem]:
    return ActionItem.objects.of_team(person).open().select_related("startup", "booking__service")

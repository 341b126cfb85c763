"""What the page of a person's meetings shows, in three prepared questions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window

from incubator.prepared import prepared
from services.bookings.models import ActionItem, Booking
from services.bookings.states import COMING
from services.bookings.states import BookingState as B

PAST_ON_A_PAGE = 20


@dataclass(frozen=True)
class Mine:
    kept: Booking | None
    coming: list[Booking]
    to_rate: list[Booking]
    items: list[ActionItem]


def mine_of(user: Any, now: datetime) -> Mine:
    rows = _waiting(user.pk, now)
    return Mine(
        kept=next((row for row in rows if row.state == B.HELD), None),
        coming=[row for row in rows if row.state in COMING],
        to_rate=[row for row in reversed(rows) if row.state == B.ATTENDED],
        items=_items(user.pk),
    )


@prepared
def _waiting(person: int, now: datetime) -> QuerySet[Booking]:
    """What she has still to confirm, what comes, and what she may still rate."""
    rows = Booking.objects
    found = rows.kept_for(person, now=now) | rows.coming(now=now) | rows.to_rate(now=now)
    return found.of_team(person).with_card().order_by("starts_at", "pk")


@prepared
def _items(person: int) -> QuerySet[ActionItem]:
    return ActionItem.objects.of_team(person).open().select_related("startup", "booking__service")


def past_of(user: Any, now: datetime, *, page: str | None) -> Page[Booking]:
    """The first page, which is mostly all that is asked for, comes with the number of all in one prepared question."""
    if page not in (None, "1"):
        return Paginator(_past(user.pk, now), PAST_ON_A_PAGE).get_page(page)
    rows = _latest(user.pk, now)
    paginator = Paginator(rows, PAST_ON_A_PAGE)
    paginator.count = rows[0].number_of_all if rows else 0  # type: ignore[attr-defined, misc]
    return paginator.page(1)


def _past(person: int, now: datetime) -> QuerySet[Booking]:
    return Booking.objects.of_team(person).with_card().past(now)


@prepared
def _latest(person: int, now: datetime) -> QuerySet[Booking]:
    return _past(person, now).annotate(number_of_all=Window(Count("pk")))[:PAST_ON_A_PAGE]

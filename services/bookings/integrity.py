"""What is stored twice must agree: the account, and who is taken by which meeting. It reports; a person repairs."""

import logging
from collections.abc import Iterator

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from services.bookings.models import Booking
from services.calendar.models import Engagement
from services.ledger.queries import drifted

logger = logging.getLogger(__name__)
BOOKING = Booking._meta.label_lower


def findings() -> list[str]:
    """Three queries, however many rows."""
    return [*_balances(), *_without_engagement(), *_without_booking()]


def _live() -> QuerySet[Engagement]:
    return Engagement.objects.live().filter(kind_of_thing=BOOKING)


def _balances() -> Iterator[str]:
    for row in drifted():
        yield f"balance {row.pk}: {row.left}"


def _without_engagement() -> Iterator[str]:
    """Somebody receives, and her time is free for others."""
    rows = Booking.objects.live().filter(provider__isnull=False).annotate(key=Cast("pk", CharField()))
    for pk in rows.exclude(key__in=_live().values("key_of_thing")).values_list("pk", flat=True):
        yield f"meeting without engagement: {pk}"


def _without_booking() -> Iterator[str]:
    """Time is taken for a meeting that does not stand."""
    known = Booking.objects.live().annotate(key=Cast("pk", CharField())).values("key")
    for pk in _live().exclude(key_of_thing__in=known).values_list("pk", flat=True):
        yield f"engagement without meeting: {pk}"


def check_integrity() -> list[str]:
    told = findings()
    for one in told:
        logger.error("services: %s", one)
    return told

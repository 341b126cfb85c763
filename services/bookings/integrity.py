"""What is stored twice must agree: the account, and who is taken by which meeting. It reports; a person repairs."""

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from events.places.models import Allocation
from incubator import spoken
from services.bookings.models import AccountInspection, Booking
from services.calendar.models import Engagement
from services.ledger.queries import drifted

logger = logging.getLogger(__name__)
BOOKING = Booking._meta.label_lower


#: So long the looks are kept; the clock looks once a night, whoever else has looked by then.
KEPT, A_NIGHT = timedelta(days=90), timedelta(hours=20)


@dataclass(frozen=True)
class Finding:
    """`what` names the check, `thing` the row for people, `told` what differs; no name of a person, for it is kept."""

    what: str
    thing: str
    told: str


def findings() -> list[Finding]:
    """Four queries, however many rows."""
    return [*_balances(), *_without_engagement(), *_without_room(), *_without_booking()]


def _live() -> QuerySet[Engagement]:
    return Engagement.objects.live().filter(kind_of_thing=BOOKING)


def _balances() -> Iterator[Finding]:
    for row in drifted():
        yield Finding("balance", str(row), f"{row.left} / {row.sum}")  # type: ignore[attr-defined]


def _without_engagement() -> Iterator[Finding]:
    """Somebody receives, and her time is free for others."""
    rows = Booking.objects.live().filter(provider__isnull=False).annotate(key=Cast("pk", CharField()))
    for one in rows.exclude(key__in=_live().values("key_of_thing")).with_card():
        yield Finding("engagement_missing", str(one), spoken.moment(one.starts_at))


def _without_room() -> Iterator[Finding]:
    """To come on the spot, had a room or a machine once, and has none any more."""
    uses = Allocation.objects.filter(kind_of_thing=BOOKING)
    rows = Booking.objects.coming().filter(site__isnull=False).annotate(key=Cast("pk", CharField()))
    had = rows.filter(key__in=uses.values("key_of_thing")).exclude(key__in=uses.live().values("key_of_thing"))
    for one in had.with_card():
        yield Finding("room_missing", str(one), spoken.moment(one.starts_at))


def _without_booking() -> Iterator[Finding]:
    """Time is taken for a meeting that does not stand."""
    known = Booking.objects.live().annotate(key=Cast("pk", CharField())).values("key")
    for one in _live().exclude(key_of_thing__in=known):
        yield Finding("meeting_missing", one.title, spoken.moment(one.blocked_from))


@transaction.atomic
def check_integrity() -> AccountInspection:
    """Kept so that the home of the desk can tell."""
    made = AccountInspection.objects.create(findings=[asdict(found) for found in findings()])
    AccountInspection.objects.filter(at__lt=timezone.now() - KEPT).delete()
    for found in made.findings:
        logger.error("drift of %(what)s at %(thing)s: %(told)s", found)
    return made


def check_nightly() -> None:
    if not AccountInspection.objects.filter(at__gt=timezone.now() - A_NIGHT).exists():
        check_integrity()

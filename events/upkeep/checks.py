"""What is stored twice must agree: places taken, places of startups, rooms of sessions, offers and lists. Read only."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from events.agenda.models import Seating, Session
from events.agenda.states import EventState
from events.places.models import Allocation
from events.registrations.models import Quota, Registration
from events.registrations.offering import offer_until
from events.registrations.states import LIVE, SEATED, RegistrationState

#: An offer is taken back within half a minute; one that is over since then means that nobody does it.
PATIENCE = timedelta(minutes=10)
SESSION = Session._meta.label_lower
COUNTED = [state for state in LIVE if state != RegistrationState.UNCONFIRMED]


@dataclass(frozen=True)
class Finding:
    """`what` names the check, `thing` the row for people, `told` the two sides that differ."""

    what: str
    thing: str
    told: str


def findings() -> list[dict[str, Any]]:
    """Six queries, however many rows; ready to be stored."""
    return [asdict(found) for check in (seats, quotas, rooms, offers, queues) for found in check()]


def _sums(states: Any, *by: str) -> QuerySet[Any]:
    rows = Registration.objects.filter(state__in=states).order_by()
    return rows.values_list(*by).annotate(seats=Sum("seats"))


def seats() -> Iterator[Finding]:
    held = dict(_sums(SEATED, "seating"))
    for seating in Seating.objects.select_related("event").order_by("pk").iterator(chunk_size=2000):
        if seating.seats_taken != held.get(seating.pk, 0):
            yield Finding("seats_taken", str(seating), f"{seating.seats_taken} / {held.get(seating.pk, 0)}")


def quotas() -> Iterator[Finding]:
    held = {(event, startup): seats for event, startup, seats in _sums(COUNTED, "event", "startup")}
    limited = Quota.objects.filter(event__most_per_startup__isnull=False).select_related("event", "startup")
    for quota in limited.order_by("pk"):
        used = held.get((quota.event_id, quota.startup_id), 0)
        if quota.used != used:
            yield Finding("quota", f"{quota.event} · {quota.startup}", f"{quota.used} / {used}")


def rooms() -> Iterator[Finding]:
    """Every room of a coming published session is taken for it, over its whole time; nothing else is taken in its name."""
    uses: Any = Session.resources.through.objects.filter(
        session__event__state=EventState.PUBLISHED, session__ends_at__gt=timezone.now()
    ).select_related("session__event", "resource")
    wanted = {(str(use.session_id), use.resource_id): use for use in uses}
    held = Allocation.objects.live().filter(kind_of_thing=SESSION, blocked_to__gt=timezone.now())
    for taken in held.select_related("resource").order_by("pk"):
        use = wanted.pop((taken.key_of_thing, taken.resource_id), None)
        if use is None:
            yield Finding("room", str(taken), taken.blocked_from.isoformat())
        elif taken.blocked_from > use.session.starts_at or taken.blocked_to < use.session.ends_at:
            yield Finding(
                "room_time", str(taken), f"{taken.blocked_from.isoformat()} / {use.session.starts_at.isoformat()}"
            )
    for use in wanted.values():
        yield Finding("room_missing", f"{use.resource}: {use.session.event}", use.session.starts_at.isoformat())


def offers() -> Iterator[Finding]:
    """Offers without an end, or whose end is long over."""
    late = Q(offer_until=None) | Q(offer_until__lt=timezone.now() - PATIENCE)
    for row in Registration.objects.filter(late, state=RegistrationState.OFFERED).with_card().order_by("pk"):
        yield Finding("offer", f"{row.event} · {row}", str(row.offer_until or "–"))


def queues() -> Iterator[Finding]:
    """Somebody waits without a number, or waits first in line while the place she asks for is free and could be offered."""
    room = Coalesce(F("seating__capacity") - F("seating__seats_taken"), 1_000_000)
    waiting = (
        Registration.objects.waiting()
        .annotate(room=room)
        .filter(Q(queue_no=None) | Q(seats__lte=F("room")), seating__is_open=True, event__starts_at__gt=timezone.now())
    )
    for row in waiting.with_card():
        now = timezone.now()
        if row.queue_no is None or offer_until(now, row.event.starts_at, row.event.clock):  # type: ignore[arg-type]
            yield Finding("queue", f"{row.event} · {row}", str(row.queue_no or "–"))

"""What the programme says of somebody's own registrations (events.agenda.standings)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from events.agenda.standings import Standing
from events.registrations.models import Registration
from incubator.prepared import prepared
from incubator.tones import tone_of

#: So many are shown on the first page of a person.
NEXT = 5


def next_of(user: Any) -> list[Registration]:
    """Her live registrations for what is still to come, next first, with their events: one query."""
    return _next(person=user.pk, now=timezone.now())


@prepared
def _next(person: int, now: datetime) -> QuerySet[Registration]:
    coming = Registration.objects.live().filter(person=person, event__ends_at__gt=now)
    return coming.select_related("event__site").order_by("event__starts_at", "pk")[:NEXT]


def of_person(user: Any, event_ids: Iterable[int]) -> Mapping[int, Standing]:
    """Her live registrations for these events, in one query."""
    mine = Registration.objects.live().filter(person=user, event__in=list(event_ids))
    return {row.event_id: Standing(row.get_state_display(), tone_of(row.state), row.pk) for row in mine}

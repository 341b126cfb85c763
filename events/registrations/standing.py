"""What the programme says of somebody's own registrations (events.agenda.standings)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from events.agenda.standings import Standing
from events.registrations.models import Registration
from incubator.tones import tone_of


def next_of(user: Any, most: int) -> list[Registration]:
    """Her live registrations for what is still to come, next first, with their events: one query."""
    coming = Registration.objects.live().filter(person=user, event__ends_at__gt=timezone.now())
    return list(coming.select_related("event__site").order_by("event__starts_at", "pk")[:most])


def of_person(user: Any, event_ids: Iterable[int]) -> Mapping[int, Standing]:
    """Her live registrations for these events, in one query."""
    mine = Registration.objects.live().filter(person=user, event__in=list(event_ids))
    return {row.event_id: Standing(row.get_state_display(), tone_of(row.state), row.pk) for row in mine}

"""Who may read what of the programme, and how far the registration for an event is. Seats are handed in: no query here but where told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from events.agenda.models import Event, Material, Seating, Speaker
from events.agenda.states import EventState, Phase


def may_read(user: Any, event: Event) -> bool:
    """Whoever sees an event (`visible_to`) may read it."""
    return True


def may_see_picture(user: Any, speaker: Speaker) -> bool:
    """Consent is asked by `visible_to`; besides, she or he speaks at something that this person sees. One query."""
    if speaker.picture is None or speaker.consented_on is None:
        return False
    speaks = Q(speakers=speaker) | Q(sessions__talks__speakers=speaker)
    return Event.objects.visible_to(user).filter(speaks).exists()


def may_take(user: Any, material: Material) -> bool:
    """Whoever sees a material may take its file; a link has none."""
    return material.document is not None


def phase(event: Event, seatings: Iterable[Seating], now: datetime | None = None) -> Phase:
    now = now or timezone.now()
    if event.state == EventState.DRAFT:
        return Phase.DRAFT
    if event.state == EventState.CANCELLED:
        return Phase.CANCELLED
    if event.state == EventState.DONE or event.ends_at is None or event.ends_at <= now:
        return Phase.OVER
    if not event.takes_registrations:
        return Phase.ELSEWHERE
    return _door(event, list(seatings), now)


def _door(event: Event, seatings: list[Seating], now: datetime) -> Phase:
    ends = event.registration_ends()
    if event.opens_at and event.opens_at > now:
        return Phase.SOON
    if ends is None or ends <= now:
        return Phase.CLOSED
    if any(not seating.is_full for seating in seatings):
        return Phase.OPEN
    return Phase.WAITING if event.has_waiting_list else Phase.FULL

"""Makers of rescues: an absence declared over meetings, each with an answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.bookings.models import Booking
from services.calendar.models import Absence
from services.rescue import actions as rescues
from services.rescue.models import RescueAnswer
from services.rescue.queries import Away, hits, substitutes
from services.rescue.states import Way

HOUR = timedelta(hours=1)


def away(of: Booking, **more: Any) -> Away:
    """From an hour before the meeting until an hour after it."""
    when: dict[str, Any] = {"starts_at": of.starts_at - HOUR, "ends_at": of.ends_at + HOUR}
    return Away(**{**when, "provider": of.provider, **more})


def best_answers(missing: Away) -> dict[UUID, rescues.Chosen]:
    """For each meeting the first substitute; without one the startup chooses another time."""
    found = substitutes(list(hits(missing).with_card().select_related("asked_by")))
    return {
        pk: rescues.Chosen(Way.SUBSTITUTE, rows[0].pk) if rows else rescues.Chosen(Way.OTHER_TIME)
        for pk, rows in found.items()
    }


def rescue(of: Booking, *, way: str = "", by: Any = None, **more: Any) -> Absence:
    missing = away(of, **more)
    answers = {of.pk: rescues.Chosen(way)} if way else best_answers(missing)
    return rescues.open_for(missing, answers, by=by or (of.provider.person if of.provider else None))


def answer_of(of: Booking) -> RescueAnswer:
    return RescueAnswer.objects.with_card().filter(booking=of).latest("rescue__opened_at")

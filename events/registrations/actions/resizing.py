from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Seating
from events.registrations.actions.waiting import pass_on
from events.registrations.seats import locked
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def resize(seating_id: int, *, by: Any, capacity: int | None) -> Seating:
    """More or fewer places; never fewer than are taken. New ones go to those who wait, in the same transaction (case 9)."""
    seating = locked(seating_id)
    if capacity is not None and capacity < seating.seats_taken:
        too_many = seating.seats_taken - capacity
        told = _("%(taken)d places are taken: %(count)d people would have to leave first.")
        raise Refused(told % {"taken": seating.seats_taken, "count": too_many}, field="capacity")
    was, seating.capacity = seating.capacity, capacity
    seating.save(update_fields=["capacity"])
    offered = pass_on(seating)
    record("resize", seating.event, by=by, way=seating.way, was=was, capacity=capacity, offered=offered)
    seating.refresh_from_db()
    return seating

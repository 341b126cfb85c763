"""Staff enter somebody at their desk; past the last place only with a reason, as one deed."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Seating
from events.registrations.actions.registering import Registrant, Wish, register
from events.registrations.models import Registration
from events.registrations.seats import locked
from incubator.errors import Refused
from incubator.journal.models import record


@transaction.atomic
def enter(
    event_id: int, who: Registrant, wish: Wish, *, by: Any, overbook: bool = False, reason: str = ""
) -> Registration:
    """Without `overbook` a full event puts her on the list. Raises Refused when she is registered already."""
    mine = {"person": who.person} if who.person else {"person": None, "email": who.email}
    if Registration.objects.live().filter(event_id=event_id, **mine).exists():
        raise Refused(_("This person is registered already."), field="email")
    if overbook:
        _widen(event_id, wish, by=by, reason=reason)
    return register(event_id, who, wish, by=by, for_staff=True)


def _widen(event_id: int, wish: Wish, *, by: Any, reason: str) -> None:
    """Just as many places more as are missing, under the lock, so that the list does not get them first."""
    if not reason:
        raise Refused(_("Give the reason."), field="reason")
    seating_id = Seating.objects.filter(event=event_id, way=wish.way).values_list("pk", flat=True).first()
    if seating_id is None:
        return
    seating = locked(seating_id)
    if seating.capacity is None or (seating.left or 0) >= wish.seats:
        return
    was, seating.capacity = seating.capacity, seating.seats_taken + wish.seats
    seating.save(update_fields=["capacity"])
    record("overbook", seating.event, by=by, note=reason, way=seating.way, was=was, capacity=seating.capacity)

"""Meetings on the stage in every state in which a step of the desk is possible."""

from typing import Any

from incubator.demo import make
from programs.partners.models import Holiday
from services.bookings.integrity import check_integrity
from services.bookings.states import BookingState as B


def bookings() -> dict[str, Any]:
    """Of startups of their own: one waits for approval, one stands, one took place, one was missed, one is over and unmarked; a coach is ill."""
    watched = make.service(needs_approval=True)
    made = {"to_approve": make.booking(service=watched)}
    for state in (B.CONFIRMED, B.ATTENDED, B.NO_SHOW):
        made[f"meeting_{state}"] = make.booking(state=state)
    made["unmarked"] = make.dated_back(make.booking())
    shared = make.service()
    make.provider(of=shared)
    make.provider(of=shared)
    made["ill"] = make.booking(service=shared)
    make.rescue(made["ill"])
    Holiday.objects.create(day=made["meeting_confirmed"].day, name_fr="Travaux", site=made["meeting_confirmed"].site)
    check_integrity()
    return made

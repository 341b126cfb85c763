"""Times that belong to a request: the scoping talk that staff ask for; machine and technician together, for what is made.

Who, where and with what is taken all or nothing by the bookings; here it is kept, confirmed and linked in one go.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings import actions as bookings
from services.bookings.actions import Choice, Details
from services.bookings.models import Booking
from services.catalogue.models import Service
from services.requests.actions.moving import locked
from services.requests.models import Request, RequestBooking
from services.requests.queries import answer_due, bookable


def appoint(request_id: Any, *, service_id: int, choice: Choice, by: Any) -> Booking:
    """The same page books once. Raises Taken when the time is gone, Refused with what is missing."""
    request = Request.objects.with_card().get(pk=request_id)
    _check(request, service_id)
    held = bookings.hold(request.startup_id, service_id, choice, by=by)
    return _confirm(request_id, held, choice, by=by)


@transaction.atomic
def _confirm(request_id: Any, held: Booking, choice: Choice, *, by: Any) -> Booking:
    request = locked(request_id)
    if known := RequestBooking.objects.filter(request=request, booking=held).select_related("booking").first():
        return known.booking
    _check(request, held.service_id)
    details = Details(goal=request.goal, place=choice.place, participants=_comes(request, by))
    booking = bookings.confirm(held.pk, details, by=by)
    RequestBooking.objects.create(request=request, booking=booking)
    if request.talk_id == held.service_id:
        _settle_talk(request, booking)
    record("link_booking", request, by=by, note=booking.service.name, booking=str(booking.pk))
    return booking


def _comes(request: Request, by: Any) -> tuple[Any, ...]:
    """When staff book, whoever asked comes."""
    return (request.asked_by,) if request.asked_by and getattr(by, "is_staff", False) else ()


def _settle_talk(request: Request, booking: Booking) -> None:
    """From the talk on, the house has its two working days again."""
    request.talk, request.triage_due_at = None, answer_due(booking.ends_at)
    request.save(update_fields=["talk", "triage_due_at"])


def _check(request: Request, service_id: int) -> None:
    if not any(one.pk == service_id for one in bookable(request)):
        raise Refused(_("Nothing is to be booked for this request at the moment."))


def offered(request: Request, slug: str) -> Service | None:
    return next((one for one in bookable(request) if one.slug == slug), None)

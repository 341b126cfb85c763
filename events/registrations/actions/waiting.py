"""The waiting list: one line per way to take part, offers in its order, each with its end (booking.md 1, cases 6 to 10)."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event, Seating
from events.registrations import notices
from events.registrations.actions.moving import move
from events.registrations.models import Registration
from events.registrations.offering import offer_until
from events.registrations.seats import free_quota, free_seat, locked, take_quota, take_seat
from events.registrations.states import RegistrationState as R
from incubator.errors import Refused

logger = logging.getLogger(__name__)

#: Somebody who does not open the link has a day; nothing was held for her.
UNCONFIRMED_LIVES = timedelta(hours=24)


def pass_on(seating: Seating) -> int:
    """Offers free places to those who wait, in order; the caller holds the row's lock. Gives how many were offered.

    A group that does not fit keeps its number and lets the next one pass, unless it would come with fewer.
    """
    if not _offers_now(seating.event):
        return 0
    offered = 0
    for waiting in seating.registrations.waiting().locked():
        waiting.event = seating.event
        _shrink(waiting, seating)
        if take_seat(seating.pk, waiting.seats):
            _offer(waiting, by=None)
            offered += 1
        elif not _has_room(seating):
            break
    return offered


def _offers_now(event: Event) -> bool:
    return bool(event.is_live and event.starts_at and offer_until(timezone.now(), event.starts_at, event.clock))


def _left(seating: Seating) -> int | None:
    return Seating.objects.get(pk=seating.pk).left


def _has_room(seating: Seating) -> bool:
    return _left(seating) != 0


def _shrink(waiting: Registration, seating: Seating) -> None:
    """A group that said so takes what there is."""
    left = _left(seating)
    if waiting.may_split and left is not None and 0 < left < waiting.seats:
        free_quota(waiting)
        waiting.seats = left
        waiting.save(update_fields=["seats"])
        take_quota(waiting)


def _offer(waiting: Registration, *, by: Any) -> None:
    event = waiting.event
    waiting.offers += 1
    waiting.offered_at = timezone.now()
    waiting.offer_until = offer_until(waiting.offered_at, event.starts_at, event.clock)  # type: ignore[arg-type]
    move(waiting, "offer", by=by, fields=("offers", "offered_at", "offer_until"))
    notices.place_offered(waiting)


@transaction.atomic
def offer(pk: Any, *, by: Any) -> Registration:
    """Staff offer a free place to somebody out of turn; the line keeps its order for the others."""
    seating = _lock(pk)
    waiting = _row(pk)
    if not _offers_now(seating.event):
        raise Refused(_("It is too late to offer places: whoever comes first takes them."))
    if waiting.state != R.WAITLISTED or not take_seat(seating.pk, waiting.seats):
        raise Refused(_("There is no free place, or this person no longer waits."))
    _offer(waiting, by=by)
    return waiting


@transaction.atomic
def accept(pk: Any, *, by: Any) -> Registration:
    """In time: registered. Too late: back on the list at the old number, and the caller says so (case 7)."""
    seating = _lock(pk)
    waiting = _row(pk)
    if waiting.state == R.REGISTERED:
        return waiting
    if waiting.state == R.OFFERED and waiting.offer_until > timezone.now():  # type: ignore[operator]
        move(waiting, "accept", by=by)
        notices.registration_received(waiting)
        return waiting
    if waiting.state == R.OFFERED:
        _lapse(waiting, seating)
        pass_on(seating)
    return _wait_again(waiting, seating, by=by)


def _wait_again(waiting: Registration, seating: Seating, *, by: Any) -> Registration:
    if waiting.state != R.LAPSED or waiting.queue_no is None:
        raise Refused(_("This place is no longer offered to you."))
    if not take_quota(waiting):
        raise Refused(_("Others of your startup have registered meanwhile."))
    move(waiting, "wait_again", by=by)
    pass_on(seating)
    waiting.refresh_from_db()
    return waiting


@transaction.atomic
def take(pk: Any, *, by: Any) -> Registration:
    """Shortly before the event nothing is offered: whoever of those waiting comes first takes a free place (case 8)."""
    seating = _lock(pk)
    waiting = _row(pk)
    if waiting.state == R.REGISTERED:
        return waiting
    if waiting.state != R.WAITLISTED or _offers_now(seating.event) or not take_seat(seating.pk, waiting.seats):
        raise Refused(_("There is no free place at the moment."))
    move(waiting, "take", by=by)
    notices.registration_received(waiting)
    return waiting


@transaction.atomic
def lapse(pk: Any) -> Registration:
    """The time to answer is over; the place passes on. Does nothing when it was answered meanwhile."""
    seating = _lock(pk)
    waiting = _row(pk)
    if waiting.state == R.UNCONFIRMED and waiting.created_at <= timezone.now() - UNCONFIRMED_LIVES:
        return move(waiting, "lapse", by=None)
    if waiting.state == R.OFFERED and waiting.offer_until <= timezone.now():  # type: ignore[operator]
        _lapse(waiting, seating)
        pass_on(seating)
    return waiting


def _lapse(waiting: Registration, seating: Seating) -> None:
    move(waiting, "lapse", by=None)
    free_quota(waiting)
    free_seat(seating, waiting.seats)
    notices.offer_lapsed(waiting)


def expire_due() -> None:
    """Every offer and unanswered address whose time is over, each in its own transaction."""
    old = Registration.objects.filter(state=R.UNCONFIRMED, created_at__lte=timezone.now() - UNCONFIRMED_LIVES)
    for pk in [*Registration.objects.overdue().values_list("pk", flat=True), *old.values_list("pk", flat=True)]:
        try:
            lapse(pk)
        except Refused as refusal:
            logger.info("registration %s: %s", pk, refusal)


def _lock(pk: Any) -> Seating:
    return locked(Registration.objects.values_list("seating_id", flat=True).get(pk=pk))


def _row(pk: Any) -> Registration:
    return Registration.objects.locked().select_related("event").get(pk=pk)

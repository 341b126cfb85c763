"""A time is kept for ten minutes while the rest is filled in; then it is confirmed, asked for, or free again.

Order of locks: startup, booking, provider, rooms and machines by id, entitlements by id.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places import actions as places
from events.places.models import Allocation
from incubator.documents.models import Document
from incubator.errors import Refused
from services.bookings import notices
from services.bookings.actions.fitting import occupy, vacate
from services.bookings.actions.moving import locked, put, step
from services.bookings.models import Booking
from services.bookings.queries import is_watched, meeting_at, ways
from services.bookings.standing import Standing, unauthorised
from services.bookings.states import BookingState
from services.calendar.free import still_free
from services.calendar.models import Provider
from services.calendar.taking import Taken
from services.calendar.wanted import NOBODY, Free, Wanted
from services.catalogue.models import Service
from services.catalogue.states import Manner, Place
from services.ledger import actions as ledger
from startups.models import Startup

#: How long a time is kept without being confirmed.
KEPT = timedelta(minutes=10)


@dataclass(frozen=True)
class Choice:
    """A time of the list: when, with whom (0: nobody), how. `token` comes with the page: the same one is the same request."""

    at: datetime
    provider: int = NOBODY
    place: str = ""
    token: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Details:
    """What the startup says of the meeting."""

    goal: str = ""
    participants: tuple[Any, ...] = ()
    place: str = ""


def hold(startup_id: int, service_id: int, choice: Choice, *, by: Any) -> Booking:
    """Keeps the time; what this person kept before is free again. Raises Taken when it is gone, Refused with what is missing.

    The same form sent twice is one booking; sent again for another time, it is another.
    """
    expire_due()
    return _hold(startup_id, service_id, choice, by=by)


@transaction.atomic
def _hold(startup_id: int, service_id: int, choice: Choice, *, by: Any) -> Booking:
    startup = Startup.objects.locked().get(pk=startup_id)
    known = Booking.objects.filter(client_token=choice.token).first()
    if known and _is_the_same(known, startup, choice):
        return known
    _drop_held(by)
    service = Service.objects.offered().get(pk=service_id)
    check(startup, service, choice.at)
    if choice.provider != NOBODY:
        Provider.objects.locked().filter(pk=choice.provider).first()
    free = find(service, choice)
    token = uuid.uuid4() if known else choice.token
    booking = Booking(startup=startup, service=service, asked_by=by, client_token=token, price=service.price)
    return _keep(booking, free, choice.place)


def hold_instead(booking_id: Any, choice: Choice, *, by: Any) -> Booking:
    """Another time for a meeting that was never confirmed: its files go along."""
    before = Booking.objects.filter(state__in=[BookingState.HELD, BookingState.EXPIRED]).get(pk=booking_id)
    made = hold(before.startup_id, before.service_id, choice, by=by)
    Document.objects.about(before).update(key=str(made.pk))
    return made


def _is_the_same(known: Booking, startup: Startup, choice: Choice) -> bool:
    same_time = known.starts_at == choice.at and (known.provider_id or NOBODY) == choice.provider
    return known.is_live and known.startup_id == startup.pk and same_time


def _keep(booking: Booking, free: Free, place: str) -> Booking:
    put(booking, free, place)
    if meeting_at(booking.startup, booking.starts_at, booking.ends_at):
        raise Refused(_("Your startup has another meeting at this time."))
    may_use(booking, free.resources if booking.site_id else ())
    booking.held_until = timezone.now() + KEPT
    booking.needs_approval = booking.service.needs_approval or is_watched(booking.startup)
    booking.save(force_insert=True)
    occupy(booking, free)
    return booking


def check(startup: Startup, service: Service, at: datetime) -> None:
    """What stands in the way before a time is chosen: conditions of use, and credits on that day."""
    if service.manner != Manner.SLOT:
        raise Refused(_("This service is not booked by the hour."))
    standing = Standing.of(startup, service)
    if lacks := standing.lacks or [why for why in [standing.why_not(timezone.localdate(at))] if why]:
        raise Refused(lacks[0])


def may_use(booking: Booking, machines: Iterable[int], people: Iterable[Any] | None = None) -> None:
    """Some machines are only for people who were trained on them."""
    about = (booking.startup_id, booking.service_id)
    if lacks := unauthorised(*about, day=booking.day, only=machines, people=people):
        raise Refused(lacks[0], field="participants" if people is not None else "")


def find(service: Service, choice: Choice) -> Free:
    day = timezone.localtime(choice.at).date()
    wanted = Wanted(service, day - timedelta(days=1), days=3, provider=choice.provider or None)
    free = still_free(wanted, choice.at, by=choice.provider)
    if free is None:
        raise Taken(_("This time is gone. Here are the next ones."))
    return free


@transaction.atomic
def confirm(booking_id: Any, details: Details, *, by: Any) -> Booking:
    """The meeting stands, or waits for staff where that is the rule; its credits are reserved. Twice is once."""
    booking = locked(booking_id)
    if booking.state in {BookingState.CONFIRMED, BookingState.PENDING}:
        return booking
    if booking.state != BookingState.HELD or booking.held_until is None or booking.held_until <= timezone.now():
        raise Taken(_("The ten minutes are over, and the time is free again. Choose it once more, or another."))
    booking.goal = details.goal
    _settle_place(booking, details.place)
    held = Allocation.objects.about(booking).live().values_list("resource", flat=True)
    may_use(booking, held, details.participants or (by,))
    ledger.hold(booking.startup_id, booking.service, booking, amount=booking.price, on=booking.day, by=by)
    verb = "ask" if booking.needs_approval else "confirm"
    step(booking, verb, by=by, fields=("goal", "place", "site", "video_url"))
    booking.participants.set(details.participants)
    (notices.booking_pending if booking.needs_approval else notices.booking_confirmed)(booking)
    return booking


def _settle_place(booking: Booking, place: str) -> None:
    """Both ways may be open until now: by video, the room is given back."""
    if place == Place.VIDEO and Place.VIDEO in ways(booking):
        booking.place, booking.site = place, None
        places.release(booking)
    if booking.place == Place.VIDEO and booking.provider:
        booking.video_url = booking.provider.video_url


def _drop_held(by: Any) -> None:
    for pk in Booking.objects.held().filter(asked_by=by).values_list("pk", flat=True):
        expire(pk, even_if_early=True)


def expire_due() -> None:
    """A tick, and before each choice: what was kept too long, or was not approved before its hour, is free again."""
    now = timezone.now()
    for pk in Booking.objects.held().filter(held_until__lte=now).values_list("pk", flat=True):
        expire(pk)
    waiting = Booking.objects.filter(state=BookingState.PENDING, starts_at__lte=now)
    for pk in waiting.values_list("pk", flat=True):
        expire(pk)


@transaction.atomic
def expire(booking_id: Any, *, even_if_early: bool = False) -> None:
    """Does nothing when somebody else is at it, or it is no longer due."""
    rows = Booking.objects.select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(pk=booking_id)
    booking = rows.select_related("service", "startup", "provider__person").first()
    now = timezone.now()
    if booking is None:
        return
    is_over = booking.state == BookingState.PENDING and booking.starts_at <= now
    is_due = booking.state == BookingState.HELD and (even_if_early or (booking.held_until or now) <= now)
    if not (is_over or is_due):
        return
    step(booking, "expire", by=None)
    vacate(booking)
    ledger.release(booking, by=None)
    if is_over:
        notices.booking_expired(booking)

"""Who may register, and until when. Raising is for actions; here are answers."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.agenda.models import Event
from events.agenda.states import EventState
from events.registrations.models import Registration
from events.registrations.offering import offer_until
from events.registrations.states import LIVE, REGISTRATION, RegistrationState


def is_open(event: Event, now: datetime | None = None) -> bool:
    """Registration is possible at this moment; seats are another question."""
    now = now or timezone.now()
    ends = event.registration_ends()
    has_begun = event.opens_at is None or event.opens_at <= now
    return bool(event.state == EventState.PUBLISHED and event.takes_registrations and has_begun and ends and now < ends)


def may_withdraw(registration: Registration, now: datetime | None = None) -> bool:
    ends = registration.event.withdrawal_ends()
    if not REGISTRATION.allows("withdraw", registration.state):
        return False
    holds_nothing = registration.state != RegistrationState.REGISTERED
    return holds_nothing or ends is None or (now or timezone.now()) < ends


def may_ask(user: Any, event: Event) -> bool:
    """Whoever sees the event; elsewhere one registers elsewhere."""
    return event.takes_registrations


def may_accept(registration: Registration) -> bool:
    """An offer, in time or not: a late answer puts back on the list (booking.md 1, case 7)."""
    return registration.state == RegistrationState.OFFERED


def may_wait_again(registration: Registration) -> bool:
    asked = registration.state == RegistrationState.LAPSED and registration.queue_no is not None
    return asked and is_open(registration.event)


def may_take(registration: Registration, now: datetime | None = None) -> bool:
    """Shortly before the event, nothing is offered any more and a place is free (case 8)."""
    event, now = registration.event, now or timezone.now()
    if registration.state != RegistrationState.WAITLISTED or not event.is_live or event.starts_at is None:
        return False
    is_late = offer_until(now, event.starts_at, event.clock) is None and now < event.starts_at
    return is_late and not registration.seating.lacks(registration.seats)


def may_see(user: Any, registration: Registration) -> bool:
    return bool(user.is_staff or registration.person_id == user.pk)


def may_answer(user: Any, registration: Registration) -> bool:
    """Her own; staff act at their desk."""
    return registration.person_id is not None and registration.person_id == user.pk


def is_live(registration: Registration) -> bool:
    return registration.state in LIVE

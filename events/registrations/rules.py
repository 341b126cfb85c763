"""Who may register, and until when. Raising is for actions; here are answers."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from events.agenda.models import Event
from events.agenda.states import EventState
from events.registrations.models import Registration
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


def may_see(user: Any, registration: Registration) -> bool:
    return bool(user.is_staff or registration.person_id == user.pk)


def may_answer(user: Any, registration: Registration) -> bool:
    """Her own; staff act at their desk."""
    return registration.person_id is not None and registration.person_id == user.pk


def is_live(registration: Registration) -> bool:
    return registration.state in LIVE

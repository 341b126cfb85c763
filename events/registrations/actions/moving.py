"""What every change of a registration ends with: state, save, journal."""

from typing import Any

from django.utils import timezone

from events.registrations.models import Registration
from events.registrations.states import LIVE, REGISTRATION, RegistrationState
from incubator.journal.models import record


def move(
    registration: Registration, verb: str, *, by: Any, note: str = "", fields: tuple[str, ...] = ()
) -> Registration:
    """Raises Refused when the state no longer allows the verb. `fields`: what else the caller has set."""
    registration.state = REGISTRATION.after(verb, registration.state)
    if registration.state == RegistrationState.REGISTERED:
        registration.confirmed_at = timezone.now()
    registration.ended_at = None if registration.state in LIVE else timezone.now()
    registration.save(update_fields=["state", "confirmed_at", "ended_at", *fields])
    record(verb, registration, by=by, note=note, event=registration.event_id)
    return registration

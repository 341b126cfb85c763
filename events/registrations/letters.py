"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense."""

from typing import Any

from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter

UNIT = "events.registrations"
NAMES = (
    "address_to_confirm",
    "event_cancelled",
    "event_moved",
    "offer_lapsed",
    "place_free",
    "place_offered",
    "registration_confirmed",
    "registration_pending",
    "registration_rejected",
    "registration_waitlisted",
    "registration_withdrawn",
)


def _words(letter: Letter) -> dict[str, Any] | None:
    return None


def register() -> None:
    kinds.register(*(Kind(f"{UNIT}.{name}", _words) for name in NAMES))

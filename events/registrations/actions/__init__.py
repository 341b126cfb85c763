"""The only code that changes registrations. Lock order: event, seating, quota, registration."""

from events.registrations.actions.approving import approve, reject
from events.registrations.actions.cancelling import cancel_event
from events.registrations.actions.feeding import end_feed, make_feed
from events.registrations.actions.leaving import withdraw
from events.registrations.actions.registering import (
    LOST,
    Full,
    Registrant,
    Wish,
    confirm_address,
    register,
    tell_again,
)
from events.registrations.actions.rescheduling import move_event
from events.registrations.actions.resizing import resize
from events.registrations.actions.waiting import accept, expire_due, lapse, offer, take

__all__ = [
    "LOST",
    "Full",
    "Registrant",
    "Wish",
    "accept",
    "approve",
    "cancel_event",
    "confirm_address",
    "end_feed",
    "expire_due",
    "lapse",
    "make_feed",
    "move_event",
    "offer",
    "register",
    "reject",
    "resize",
    "take",
    "tell_again",
    "withdraw",
]

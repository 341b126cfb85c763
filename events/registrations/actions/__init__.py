"""The only code that changes registrations. Lock order: event, seating, quota, registration."""

from events.registrations.actions.approving import approve, reject
from events.registrations.actions.cancelling import cancel_event
from events.registrations.actions.feeding import end_feed, make_feed
from events.registrations.actions.inviting import invite
from events.registrations.actions.leaving import withdraw
from events.registrations.actions.overbooking import enter
from events.registrations.actions.registering import (
    LOST,
    Full,
    Registrant,
    Wish,
    confirm_address,
    register,
)
from events.registrations.actions.rescheduling import move_event, place_of, tell_place
from events.registrations.actions.resizing import resize
from events.registrations.actions.retiming import retime
from events.registrations.actions.series import add_date, cancel_dates, drop_date, move_dates
from events.registrations.actions.waiting import accept, expire_due, lapse, offer, take

__all__ = [
    "LOST",
    "Full",
    "Registrant",
    "Wish",
    "accept",
    "add_date",
    "approve",
    "cancel_dates",
    "cancel_event",
    "confirm_address",
    "drop_date",
    "end_feed",
    "enter",
    "expire_due",
    "invite",
    "lapse",
    "make_feed",
    "move_dates",
    "move_event",
    "offer",
    "place_of",
    "register",
    "reject",
    "resize",
    "retime",
    "take",
    "tell_place",
    "withdraw",
]

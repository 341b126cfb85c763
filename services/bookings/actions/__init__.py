"""Every change of a booking."""

from services.bookings.actions.approving import approve, reject
from services.bookings.actions.attending import attend, forgive, miss, rate
from services.bookings.actions.ending import call_off, cancel, settle_late
from services.bookings.actions.holding import Choice, Details, confirm, expire_due, hold, hold_instead
from services.bookings.actions.rescheduling import move
from services.bookings.actions.retiming import retime

__all__ = [
    "Choice",
    "Details",
    "approve",
    "attend",
    "call_off",
    "cancel",
    "confirm",
    "expire_due",
    "forgive",
    "hold",
    "hold_instead",
    "miss",
    "move",
    "rate",
    "reject",
    "retime",
    "settle_late",
]

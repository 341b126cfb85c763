"""Every change of a booking."""

from services.bookings.actions.approving import approve, reject
from services.bookings.actions.attending import attend, forgive, miss, rate
from services.bookings.actions.ending import call_off, cancel, settle_late
from services.bookings.actions.filing import remove_file
from services.bookings.actions.holding import Choice, Details, confirm, expire_due, hold, hold_instead
from services.bookings.actions.recording import Agreed, Overtaken, Written, agree, settle_item, write
from services.bookings.actions.rescheduling import move
from services.bookings.actions.retiming import retime
from services.bookings.actions.substituting import substitute

__all__ = [
    "Agreed",
    "Choice",
    "Details",
    "Overtaken",
    "Written",
    "agree",
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
    "remove_file",
    "retime",
    "settle_item",
    "settle_late",
    "substitute",
    "write",
]

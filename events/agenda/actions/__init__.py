"""The only code that changes events and their sessions. What concerns people who are registered is in events.registrations."""

from events.agenda.actions.copying import copy
from events.agenda.actions.publishing import close, publish
from events.agenda.actions.scheduling import (
    add_session,
    keep,
    remove_session,
    reschedule,
    rezone,
    settle_seatings,
    settle_session,
)
from events.agenda.actions.series import make_series, publish_series

__all__ = [
    "add_session",
    "close",
    "copy",
    "keep",
    "make_series",
    "publish",
    "publish_series",
    "remove_session",
    "reschedule",
    "rezone",
    "settle_seatings",
    "settle_session",
]

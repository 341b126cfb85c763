"""The only code that changes events and their sessions. What concerns people who are registered is in events.registrations."""

from events.agenda.actions.publishing import close, publish
from events.agenda.actions.scheduling import add_session, keep, remove_session, reschedule, settle_seatings

__all__ = ["add_session", "close", "keep", "publish", "remove_session", "reschedule", "settle_seatings"]

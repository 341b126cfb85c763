"""Every change of who receives startups, and when."""

from services.calendar.actions.absences import Hits, declare_absence, enter_absence, withdraw_absence
from services.calendar.actions.authorising import authorise, revoke
from services.calendar.actions.calendars import (
    end_feed,
    forget_busy,
    forget_feed_address,
    make_feed,
    read_due,
    read_file,
    set_feed_address,
)
from services.calendar.actions.people import Profile, activate, keep_provider, leave, pause
from services.calendar.actions.weeks import Told, add_hours, change_hours, remove_hours

__all__ = [
    "Hits",
    "Profile",
    "Told",
    "activate",
    "add_hours",
    "authorise",
    "change_hours",
    "declare_absence",
    "end_feed",
    "enter_absence",
    "forget_busy",
    "forget_feed_address",
    "keep_provider",
    "leave",
    "make_feed",
    "pause",
    "read_due",
    "read_file",
    "remove_hours",
    "revoke",
    "set_feed_address",
    "withdraw_absence",
]

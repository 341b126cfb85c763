"""The only code that changes check-ins and attendance."""

from events.door.actions.attending import mark, mark_rest_absent
from events.door.actions.checking import Scan, check_in, undo
from events.door.actions.keying import key_in

__all__ = ["Scan", "check_in", "key_in", "mark", "mark_rest_absent", "undo"]

"""Every change of calls and forms; callers say `calls.publish(pk, by=user)`."""

from programs.calls.actions.closing import apply_closing, move_closing, refuse_closing
from programs.calls.actions.editions import moved_dates, new_edition
from programs.calls.actions.forms import copy_form, correct_form, put_in_force
from programs.calls.actions.publishing import archive, check_off, publish, unpublish

__all__ = [
    "apply_closing",
    "archive",
    "check_off",
    "copy_form",
    "correct_form",
    "move_closing",
    "moved_dates",
    "new_edition",
    "publish",
    "put_in_force",
    "refuse_closing",
    "unpublish",
]

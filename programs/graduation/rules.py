"""Who may do what once a programme is completed. Who may see it at all is `visible_to`; here it is already in sight."""

from typing import Any

from programs.graduation.models import Graduation
from startups.queries import seat
from startups.rules import WRITERS


def may_see(user: Any, graduation: Graduation) -> bool:
    """The team and staff."""
    return True


def may_say(user: Any, graduation: Graduation) -> bool:
    """Owners and editors answer the question of the end; readers and staff do not."""
    return seat(user, graduation.enrolment.startup).role in WRITERS

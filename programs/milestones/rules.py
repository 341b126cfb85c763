"""Who may do what with a milestone. Who may see it at all is `visible_to`; here it is already in sight."""

from typing import Any

from programs.milestones.models import Milestone
from programs.milestones.states import MILESTONE
from startups.queries import seat
from startups.rules import WRITERS


def may_see(user: Any, milestone: Milestone) -> bool:
    return True


def may_write(user: Any, milestone: Milestone) -> bool:
    """Owners and editors hand things in; readers, companions and staff look on."""
    return seat(user, milestone.enrolment.startup).role in WRITERS


def may_submit(user: Any, milestone: Milestone) -> bool:
    """Open, of a startup that takes part, and somebody who may write for it."""
    return milestone.is_open and not milestone.is_over and may_write(user, milestone)


def may_withdraw(user: Any, milestone: Milestone) -> bool:
    allowed = MILESTONE.allows("withdraw", milestone.state) and not milestone.is_over
    return allowed and may_write(user, milestone)

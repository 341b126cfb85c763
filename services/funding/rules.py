"""Who may do what with a request for money: the team's owners and editors write, its owners send and withdraw, readers read.

Staff work in the administration; of what was sent they see the same page.
"""

from typing import Any

from services.funding.models import FundingRequest, Instrument
from startups.models import Membership
from startups.states import TeamRole

WRITERS = frozenset({TeamRole.OWNER, TeamRole.EDITOR})


def role_in(user: Any, startup_id: int) -> str:
    """One query for each person and startup in hand."""
    if not user.is_authenticated:
        return ""
    known: dict[int, str] = user.__dict__.setdefault("_funding_roles", {})
    if startup_id not in known:
        seats = Membership.objects.live().filter(startup=startup_id, person=user)
        known[startup_id] = seats.values_list("role", flat=True).first() or ""
    return known[startup_id]


def is_in_team(user: Any, startup_id: int) -> bool:
    return bool(role_in(user, startup_id))


def may_look(user: Any, instrument: Instrument) -> bool:
    return True


def may_ask(user: Any, instrument: Instrument) -> bool:
    """Anybody signed in may open the form; it says what stands in the way."""
    return instrument.is_ours


def may_read(user: Any, request: FundingRequest) -> bool:
    return True


def may_write(user: Any, request: FundingRequest) -> bool:
    return role_in(user, request.startup_id) in WRITERS


def may_send(user: Any, request: FundingRequest) -> bool:
    return role_in(user, request.startup_id) == TeamRole.OWNER

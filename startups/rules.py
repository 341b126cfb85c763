"""Who may do what with a startup. Who may see it at all is `visible_to`; here the thing is already in sight."""

from typing import Any

from startups.models import Invitation, JoinRequest, OwnershipTransfer, Sharing, Startup
from startups.queries import addresses, seat
from startups.states import TeamRole

WRITERS = frozenset({TeamRole.OWNER, TeamRole.EDITOR})


def may_see(user: Any, startup: Startup) -> bool:
    """Whoever has it in sight sees the public card; what more of it is asked of may_read_private."""
    return True


def may_read_private(user: Any, startup: Startup) -> bool:
    """Numbers, contacts, maturity: the team, staff, and who stands beside the startup."""
    where = seat(user, startup)
    return _is_staff(user) or where.is_in_team or where.is_companion


def may_read_team(user: Any, startup: Startup) -> bool:
    """Members with their roles, and the history: companions do not need them."""
    return _is_staff(user) or seat(user, startup).is_in_team


def may_edit(user: Any, startup: Startup) -> bool:
    """Owners and editors; staff edit in the administration."""
    return seat(user, startup).role in WRITERS


def may_manage_team(user: Any, startup: Startup) -> bool:
    return seat(user, startup).role == TeamRole.OWNER


def may_leave(user: Any, startup: Startup) -> bool:
    return seat(user, startup).is_in_team


def may_ask_to_join(user: Any, startup: Startup) -> bool:
    return user.is_authenticated and not _is_staff(user) and not seat(user, startup).is_in_team


def may_answer_invitation(user: Any, invitation: Invitation) -> bool:
    return invitation.email in addresses(user)


def may_manage_invitation(user: Any, invitation: Invitation) -> bool:
    return may_manage_team(user, invitation.startup)


def may_answer_request(user: Any, request: JoinRequest) -> bool:
    return _is_staff(user) or may_manage_team(user, request.startup)


def may_withdraw_request(user: Any, request: JoinRequest) -> bool:
    return request.person_id == user.pk


def may_see_transfer(user: Any, transfer: OwnershipTransfer) -> bool:
    return may_answer_transfer(user, transfer) or may_read_team(user, transfer.startup)


def may_answer_transfer(user: Any, transfer: OwnershipTransfer) -> bool:
    return transfer.to_id == user.pk


def may_withdraw_transfer(user: Any, transfer: OwnershipTransfer) -> bool:
    return may_manage_team(user, transfer.startup)


def may_share(user: Any, startup: Startup) -> bool:
    """What a partner sees is decided by the owner alone."""
    return may_manage_team(user, startup)


def may_stop_sharing(user: Any, sharing: Sharing) -> bool:
    return may_share(user, sharing.startup)


def _is_staff(user: Any) -> bool:
    return bool(getattr(user, "is_staff", False))

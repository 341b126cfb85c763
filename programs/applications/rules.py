"""Who may do what with a file: the team's owner sends and withdraws, an editor writes, a reader reads.

Staff have their own desk (the admin); of a draft they see only that it exists, never an answer.
"""

from typing import Any

from programs.applications.models import Application
from programs.applications.queries import role_of, sent_files
from startups.states import TeamRole

WRITERS = frozenset({TeamRole.OWNER, TeamRole.EDITOR})


def may_look(user: Any, application: Application) -> bool:
    """The team; staff are shown to their desk."""
    return bool(user.is_staff or role_of(user, application))


def may_read(user: Any, application: Application) -> bool:
    """The answers: the team only. Staff read what was sent at their desk."""
    return not _is_closed_to(user, application) and bool(role_of(user, application))


def may_write(user: Any, application: Application) -> bool:
    return not _is_closed_to(user, application) and role_of(user, application) in WRITERS


def may_send(user: Any, application: Application) -> bool:
    """Sending, withdrawing and deleting are the owner's."""
    return not _is_closed_to(user, application) and role_of(user, application) == TeamRole.OWNER


def _is_closed_to(user: Any, application: Application) -> bool:
    """An officer who sees as a founder reads no working copy: what is not sent belongs to its team."""
    return getattr(user, "seen_by", None) is not None and (application.is_draft or application.is_editing)


def may_read_file(user: Any, application: Application, uid: str) -> bool:
    """The team reads all its files; staff those that some sent version names, never those of a draft."""
    if user.is_staff and uid in sent_files(application):
        return True
    return bool(role_of(user, application))

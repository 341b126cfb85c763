"""Who may do what with a request: the team's owner commits it, an editor writes, a reader reads. Staff have their desk."""

from typing import Any

from services.catalogue.models import Service
from services.catalogue.states import Manner
from services.requests.models import Request
from services.requests.states import ASKED_FOR_ELSEWHERE
from startups.queries import seat
from startups.states import TeamRole

WRITERS = frozenset({TeamRole.OWNER, TeamRole.EDITOR})


def may_ask(user: Any, service: Service) -> bool:
    """A service that one asks for; for which startup, the form knows."""
    return service.manner == Manner.REQUEST and service.kind not in ASKED_FOR_ELSEWHERE


def may_look(user: Any, request: Request) -> bool:
    """The team; staff are shown to their desk. An officer who sees as a founder reads no draft."""
    return bool(user.is_staff or seat(user, request.startup).is_in_team) and not _is_closed_to(user, request)


def may_write(user: Any, request: Request) -> bool:
    return seat(user, request.startup).role in WRITERS and not _is_closed_to(user, request)


def may_appoint(user: Any, request: Request) -> bool:
    """The team's writers; staff book for it what was sent."""
    return may_write(user, request) or bool(user.is_staff and not request.is_draft)


def may_commit(user: Any, request: Request) -> bool:
    """Accepting a proposal spends credits, withdrawing ends the request: the owner's."""
    return seat(user, request.startup).role == TeamRole.OWNER


def may_read_file(user: Any, request: Request) -> bool:
    return may_look(user, request)


def _is_closed_to(user: Any, request: Request) -> bool:
    return request.is_draft and getattr(user, "seen_by", None) is not None

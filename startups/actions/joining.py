"""Somebody found her company on file and asks to join its team; its owners or staff answer."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from incubator.text import one_line
from startups import notices
from startups.actions.seats import live, locked, seat_in
from startups.models import JoinRequest
from startups.states import INVITATION, TeamRole

#: One person waits for this many teams at most.
MOST_PENDING = 5


@transaction.atomic
def ask(startup_id: int, *, message: str = "", by: User) -> JoinRequest:
    """The same request twice is one request."""
    startup = locked(startup_id)
    if live(startup, by):
        raise Refused(_("You are already in this team."))
    mine = JoinRequest.objects.pending().filter(person=by)
    if again := mine.filter(startup=startup).first():
        return again
    if mine.count() >= MOST_PENDING:
        raise Refused(_("You are waiting for the answers of several teams: withdraw a request first."))
    request = JoinRequest.objects.create(startup=startup, person=by, message=one_line(message)[:300])
    record("ask_to_join", startup, by=by, person=by.pk)
    notices.join_requested(request)
    return request


@transaction.atomic
def accept(request_id: int, *, role: str = TeamRole.EDITOR, by: User) -> JoinRequest:
    """Gives the seat. The first member of a team that has no owner becomes its owner, whatever role was chosen."""
    request = _locked(request_id)
    startup = request.startup
    if role not in TeamRole.values:
        raise Refused(_("Choose one of the roles."), field="role")
    request.role = role if startup.memberships.owners().exists() else TeamRole.OWNER
    _settle(request, "accept", by=by)
    seat_in(startup, request.person, request.role)
    record("let_in", startup, by=by, person=request.person_id, role=request.role)
    notices.join_answered(request)
    return request


@transaction.atomic
def decline(request_id: int, *, by: User) -> JoinRequest:
    request = _locked(request_id)
    _settle(request, "decline", by=by)
    record("decline_to_join", request.startup, by=by, person=request.person_id)
    notices.join_answered(request)
    return request


@transaction.atomic
def withdraw(request_id: int, *, by: User) -> JoinRequest:
    request = _locked(request_id)
    _settle(request, "revoke", by=by)
    record("withdraw_to_join", request.startup, by=by, person=request.person_id)
    return request


def _locked(request_id: int) -> JoinRequest:
    locked(JoinRequest.objects.values_list("startup", flat=True).get(pk=request_id))
    return JoinRequest.objects.locked().with_card().get(pk=request_id)


def _settle(request: JoinRequest, verb: str, *, by: User) -> None:
    request.state = INVITATION.after(verb, request.state)
    request.answered_at, request.answered_by = timezone.now(), by
    request.save(update_fields=["state", "role", "answered_at", "answered_by"])

"""The proposal: made by staff, accepted or declined by the team. Accepting reserves credits, once, whoever clicks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.errors import Refused
from services.ledger import actions as ledger
from services.requests import notices
from services.requests.actions.moving import locked, move
from services.requests.models import Request, RequestScope, RequestStep
from services.requests.queries import answer_due
from services.requests.states import REQUEST, ProposalState

P = ProposalState


@dataclass(frozen=True)
class Proposal:
    """What will be done until when at what cost; `steps` are pairs (title, day or None)."""

    what: str
    valid_until: date
    credits: Decimal = Decimal(0)
    mad: Decimal | None = None
    due_on: date | None = None
    steps: Sequence[tuple[str, date | None]] = ()


@transaction.atomic
def propose(request_id: Any, *, proposal: Proposal, by: Any) -> RequestScope:
    """Takes the place of the proposal before. Raises Refused for a cost or a date that makes no sense."""
    request, today = locked(request_id), timezone.localdate()
    REQUEST.after("propose", request.state)
    _check(proposal, today)
    last = request.scopes.first()
    request.scopes.filter(state=P.OPEN).update(state=P.REPLACED)
    scope = RequestScope.objects.create(
        request=request,
        number=last.number + 1 if last else 1,
        what=proposal.what,
        credits=proposal.credits,
        mad=proposal.mad,
        valid_until=proposal.valid_until,
        due_on=proposal.due_on,
        proposed_by=by,
    )
    RequestStep.objects.bulk_create(
        RequestStep(scope=scope, position=position, title=title, due_on=due_on)
        for position, (title, due_on) in enumerate(proposal.steps, start=1)
    )
    request.talk, request.officer = None, request.officer or by
    move(request, "propose", by=by, saving=["talk", "officer"], scope=scope.number)
    notices.scope_proposed(scope)
    return scope


def _check(proposal: Proposal, today: date) -> None:
    if proposal.mad is not None and proposal.credits:
        raise Refused(_("It costs credits or dirhams, not both."), field="mad")
    if proposal.mad is not None and proposal.mad <= 0:
        raise Refused(_("Leave it empty when nothing is to be paid."), field="mad")
    if proposal.credits < 0:
        raise Refused(_("Enter a number that is not negative."), field="credits")
    if proposal.valid_until < today:
        raise Refused(_("Choose a day from today on."), field="valid_until")


@transaction.atomic
def accept(request_id: Any, *, number: int, by: Any) -> Request:
    """Several acceptances at once are one. Credits must be there on the day of the acceptance: then they are promised.

    Raises Refused with the reason of the ledger, or when the proposal that was read is not the one that stands.
    """
    request = locked(request_id)
    scope = _named(request, number)
    if scope.state == P.ACCEPTED:
        return request
    REQUEST.after("accept_scope", request.state)
    today = timezone.localdate()
    if scope.has_expired(today):
        told = _("This proposal was valid until %(day)s: ask for a new one.")
        raise Refused(told % {"day": spoken.day(scope.valid_until)})
    if scope.credits:
        ledger.hold(request.startup_id, request.service, request, amount=scope.credits, on=today, by=by)
    _answer(scope, P.ACCEPTED, by=by)
    request.due_on = scope.due_on
    move(request, "accept_scope", by=by, saving=["due_on"], scope=number, credits=str(scope.credits), mad=_told(scope))
    notices.scope_accepted(scope)
    return request


@transaction.atomic
def decline(request_id: Any, *, number: int, reason: str, by: Any) -> Request:
    """The team says what should change; the house has two working days again."""
    request = locked(request_id)
    scope = _named(request, number)
    if scope.state == P.DECLINED:
        return request
    if not reason.strip():
        raise Refused(_("Say what should change."), field="reason")
    REQUEST.after("decline_scope", request.state)
    _answer(scope, P.DECLINED, by=by, answer=reason)
    request.triage_due_at = answer_due(timezone.now())
    move(request, "decline_scope", by=by, note=reason, saving=["triage_due_at"], scope=number)
    notices.scope_declined(scope)
    return request


def _named(request: Request, number: int) -> RequestScope:
    """The proposal that the person read; another one may stand by now."""
    scope = request.scopes.filter(number=number).first()
    if scope is None or scope.state == P.REPLACED:
        raise Refused(_("There is another proposal in the meantime: read it first."))
    scope.request = request
    return scope


def _answer(scope: RequestScope, state: ProposalState, *, by: Any, answer: str = "") -> None:
    scope.state, scope.answered_by, scope.answered_at, scope.answer = state, by, timezone.now(), answer
    scope.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _told(scope: RequestScope) -> str:
    return "" if scope.mad is None else str(scope.mad)

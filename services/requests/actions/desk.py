"""The staff's side beside the proposal: taken, given to a colleague, a talk asked for, paused, refused, cancelled."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.catalogue.models import Service
from services.ledger import actions as ledger
from services.requests import notices
from services.requests.actions.moving import check_live, locked, move
from services.requests.models import Request
from services.requests.queries import answer_due
from services.requests.states import REQUEST, UNANSWERED


@transaction.atomic
def take(request_id: Any, *, by: Any) -> Request:
    request = locked(request_id)
    request.officer = request.officer or by
    move(request, "take", by=by, saving=["officer"])
    return request


@transaction.atomic
def assign(request_id: Any, *, officer: Any, by: Any) -> Request:
    request = locked(request_id)
    check_live(request)
    if not officer.is_staff:
        raise Refused(_("Choose somebody of the programme team."), field="officer")
    request.officer = officer
    request.save(update_fields=["officer"])
    record("assign", request, by=by, note=str(officer))
    if officer != by:
        notices.request_assigned(request)
    return request


@transaction.atomic
def ask_talk(request_id: Any, *, service: Service, by: Any) -> Request:
    """The team books it; until then the answer waits for them, not for the house."""
    request = locked(request_id)
    request.talk, request.triage_due_at = service, None
    move(request, "ask_talk", by=by, note=str(service), saving=["talk", "triage_due_at"])
    notices.talk_asked(request)
    return request


@transaction.atomic
def pause(request_id: Any, *, reason: str, by: Any) -> Request:
    request = locked(request_id)
    request.paused_from, request.why = request.state, reason
    move(request, "pause", by=by, note=reason, saving=["paused_from", "why"])
    notices.request_paused(request)
    return request


@transaction.atomic
def resume(request_id: Any, *, by: Any) -> Request:
    """Back to where it was paused; an answer that was due meanwhile gets its two days again."""
    request = locked(request_id)
    REQUEST.after("resume", request.state)
    back, request.paused_from, request.why = request.paused_from, "", ""
    if back in UNANSWERED and not request.talk_id:
        request.triage_due_at = answer_due(timezone.now())
    move(request, "resume", by=by, saving=["paused_from", "why", "triage_due_at"], to=back)
    notices.request_resumed(request)
    return request


@transaction.atomic
def reject(request_id: Any, *, reason: str, by: Any) -> Request:
    request = locked(request_id)
    request.why = reason
    move(request, "reject", by=by, note=reason, saving=["why"])
    ledger.release(request, by=by, reason=reason)
    notices.request_rejected(request)
    return request


@transaction.atomic
def cancel(request_id: Any, *, reason: str, by: Any) -> Request:
    """By the programme team, also in the middle of the work; what was reserved goes back."""
    request = locked(request_id)
    request.why, request.paused_from = reason, ""
    move(request, "cancel", by=by, note=reason, saving=["why", "paused_from"])
    ledger.release(request, by=by, reason=reason)
    notices.request_cancelled(request)
    return request

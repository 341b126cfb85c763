"""The team's side before the work: a draft begun and changed, sent, dropped, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents.actions import remove
from incubator.errors import Refused
from incubator.journal.models import record
from services.catalogue.models import Service
from services.catalogue.states import ServiceState
from services.ledger import actions as ledger
from services.ledger.needs import missing
from services.requests import notices
from services.requests.actions.moving import locked, move
from services.requests.actions.talking import attach
from services.requests.models import PrototypeDetails, Request
from services.requests.queries import answer_due, files_of
from services.requests.states import MADE, REQUEST, RequestState

S = RequestState
#: What must be said before a prototype or an industrialisation is asked for.
WANTED = ("material", "quantity", "safety", "trl_before")


@dataclass(frozen=True)
class Wish:
    """What the team typed; `prototype` holds the values of PrototypeDetails, for what is to be made; `uploads` are files beside it."""

    goal: str
    need: str = ""
    wanted_on: date | None = None
    prototype: dict[str, Any] = field(default_factory=dict)
    uploads: Sequence[Any] = ()


@transaction.atomic
def begin(service_id: int, *, startup_id: int, wish: Wish, token: str = "", by: Any) -> Request:
    """A draft. The same page begins it once."""
    if token and (same := Request.objects.filter(token=token, startup_id=startup_id).first()):
        return same
    service = Service.objects.get(pk=service_id)
    _check_offered(service)
    made = Request.objects.create(
        service=service,
        startup_id=startup_id,
        goal=wish.goal,
        need=wish.need,
        wanted_on=wish.wanted_on,
        asked_by=by,
        token=token,
    )
    record("begin", made, by=by)
    _keep(made, wish, by=by)
    return made


@transaction.atomic
def edit(request_id: Any, *, wish: Wish, by: Any) -> Request:
    request = locked(request_id)
    request.goal, request.need, request.wanted_on = wish.goal, wish.need, wish.wanted_on
    move(request, "edit", by=by, saving=["goal", "need", "wanted_on"])
    _keep(request, wish, by=by)
    return request


def _keep(request: Request, wish: Wish, *, by: Any) -> None:
    if request.service.kind in MADE:
        PrototypeDetails.objects.update_or_create(request=request, defaults=wish.prototype)
    for upload in wish.uploads:
        attach(request.pk, upload=upload, by=by)


@transaction.atomic
def send(request_id: Any, *, by: Any) -> Request:
    """Numbers it and tells until when the house answers; a request that was sent is not sent again.

    Raises Refused with what is missing, in sentences; the draft stays.
    """
    request = locked(request_id)
    if request.state == S.SUBMITTED:
        return request
    REQUEST.after("send", request.state)
    if lacking := lacks(request):
        raise Refused(" ".join(lacking))
    now = timezone.now()
    request.number, request.submitted_at, request.triage_due_at = _next_number(request), now, answer_due(now)
    move(request, "send", by=by, saving=["number", "submitted_at", "triage_due_at"])
    notices.request_sent(request)
    return request


def lacks(request: Request) -> list[str]:
    """What keeps a draft from being sent, one sentence each."""
    _check_offered(request.service)
    found = [] if request.need else [_("Describe what you need.")]
    if request.makes_something:
        known = PrototypeDetails.objects.filter(request=request).first()
        if not (known and all(getattr(known, name) for name in WANTED)):
            found.append(_("Say what it is made of, how many, the safety points and the TRL of today."))
    return [*found, *missing(request.startup, request.service)]


def _check_offered(service: Service) -> None:
    if service.state != ServiceState.ACTIVE:
        raise Refused(_("This service is not offered at the moment."))


def _next_number(request: Request) -> str:
    """AST-01-0007: numbered within the service, without gaps or doubles, whatever arrives at once."""
    service = Service.objects.locked().get(pk=request.service_id)
    given = Request.objects.filter(service=service).exclude(number="").count()
    return f"{service.code.upper()}-{given + 1:04d}"


@transaction.atomic
def drop(request_id: Any, *, by: Any) -> None:
    """A draft goes with its files, and nothing of it stays."""
    request = locked(request_id)
    if not request.is_draft:
        raise Refused(_("This request was sent: withdraw it instead."))
    for document in files_of(request):
        remove(document.pk, by=by)
    record("drop", request, by=by)
    request.delete()


@transaction.atomic
def withdraw(request_id: Any, *, reason: str = "", by: Any) -> Request:
    """Until the work begins; what was reserved goes back to the account."""
    request = locked(request_id)
    if request.state == S.CANCELLED:
        return request
    if request.paused_from == S.IN_PROGRESS:
        raise Refused(_("The work has begun: write to the programme team to stop it."))
    request.why, request.paused_from, request.is_ended_by_team = reason, "", True
    move(request, "withdraw", by=by, note=reason, saving=["why", "paused_from", "is_ended_by_team"])
    ledger.release(request, by=by, reason=reason)
    notices.request_cancelled(request)
    return request

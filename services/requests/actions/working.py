"""From the agreement to the end: begun, step by step, delivered, accepted or sent back, closed with evidence."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents.store import store
from incubator.errors import Refused
from services.ledger import actions as ledger
from services.requests import notices
from services.requests.actions.moving import locked, move
from services.requests.models import PrototypeDetails, Request, RequestDelivery, RequestStep
from services.requests.queries import standing_delivery
from services.requests.states import REQUEST, ProposalState, RequestState
from startups.actions import profile
from startups.models import Startup
from startups.states import Fact

S = RequestState
DELIVERED_FILE = "request_delivery"


@transaction.atomic
def start(request_id: Any, *, by: Any) -> Request:
    request = locked(request_id)
    move(request, "start", by=by)
    notices.request_started(request)
    return request


@transaction.atomic
def finish_step(request_id: Any, *, step_id: int, by: Any) -> RequestStep:
    """Twice is once."""
    request = locked(request_id)
    step = RequestStep.objects.filter(scope__request=request, scope__state=ProposalState.ACCEPTED, pk=step_id).first()
    if step is None:
        raise Refused(_("Choose a step of this request."), field="step")
    if step.done_at is not None:
        return step
    step.done_at, step.done_by = timezone.now(), by
    move(request, "finish_step", by=by, note=step.title, step=step.pk)
    step.save(update_fields=["done_at", "done_by"])
    notices.step_done(request, step)
    return step


@transaction.atomic
def deliver(request_id: Any, *, note: str, uploads: Iterable[Any] = (), by: Any) -> RequestDelivery:
    request = locked(request_id)
    REQUEST.after("deliver", request.state)
    last = request.deliveries.first()
    made = RequestDelivery.objects.create(
        request=request, number=last.number + 1 if last else 1, note=note, delivered_by=by
    )
    for upload in uploads:
        store(upload, purpose=DELIVERED_FILE, about=made, by=by)
    move(request, "deliver", by=by, note=note, delivery=made.number)
    notices.request_delivered(made)
    return made


@transaction.atomic
def accept_delivery(request_id: Any, *, number: int, by: Any) -> Request:
    """What was reserved is used now. Twice is once."""
    request = locked(request_id)
    delivery = _named(request, number)
    if delivery.accepted_at is not None:
        return request
    delivery.accepted_by, delivery.accepted_at = by, timezone.now()
    move(request, "accept_delivery", by=by, delivery=number)
    delivery.save(update_fields=["accepted_by", "accepted_at"])
    ledger.consume(request, by=by)
    notices.delivery_accepted(delivery)
    return request


@transaction.atomic
def return_delivery(request_id: Any, *, number: int, reason: str, by: Any) -> Request:
    request = locked(request_id)
    delivery = _named(request, number)
    if not reason.strip():
        raise Refused(_("Say why you send it back."), field="reason")
    if delivery.accepted_at is not None:
        raise Refused(_("This delivery is accepted already."))
    delivery.returned_by, delivery.returned_at, delivery.reason = by, timezone.now(), reason
    move(request, "return_delivery", by=by, note=reason, delivery=number)
    delivery.save(update_fields=["returned_by", "returned_at", "reason"])
    notices.delivery_returned(delivery)
    return request


def _named(request: Request, number: int) -> RequestDelivery:
    """The delivery that the person looked at; the team may have sent it back in the meantime."""
    delivery = request.deliveries.filter(number=number, returned_at=None).first()
    if delivery is None:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    delivery.request = request
    return delivery


@transaction.atomic
def close(request_id: Any, *, evidence: str, trl_after: int | None = None, by: Any) -> Request:
    """With evidence for the figures; what was made becomes a dated fact of the startup."""
    startup_id = Request.objects.values_list("startup_id", flat=True).get(pk=request_id)
    Startup.objects.held(startup_id)
    request = locked(request_id)
    REQUEST.after("close", request.state)
    delivery = standing_delivery(request)
    if delivery is None or delivery.accepted_at is None:
        raise Refused(_("The startup has not accepted the delivery yet."))
    if request.makes_something:
        _observe(request, trl_after, by=by)
    request.evidence = evidence
    move(request, "close", by=by, note=evidence, saving=["evidence"])
    notices.request_closed(request)
    return request


def _observe(request: Request, trl_after: int | None, *, by: Any) -> None:
    if trl_after is None:
        raise Refused(_("Say which TRL was reached."), field="trl_after")
    today, source = timezone.localdate(), request.number
    profile.observe(request.startup_id, fact=Fact.TRL, value=trl_after, observed_on=today, source=source, by=by)
    PrototypeDetails.objects.update_or_create(request=request, defaults={"trl_after": trl_after})

"""What this slice tells the floor: letters and reminders, who may read its files, personal data, merging, work queues."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from incubator.documents import owners
from services.funding import holdings, letters, merging, planning
from services.funding.actions.requests import PURPOSE
from services.funding.models import Award, FundingRequest, Tranche
from startups import baggage


def may_read_document(user: Any, document: Any) -> bool:
    """The team, and staff once the request was sent."""
    return FundingRequest.objects.visible_to(user).filter(pk=document.key).exists()


def _to_decide(user: Any, now: datetime) -> Any:
    return FundingRequest.objects.to_decide()


def _due(user: Any, now: datetime) -> Any:
    return Tranche.objects.due(timezone.localdate(now) + planning.TWO_WEEKS)


def _to_sign(user: Any, now: datetime) -> Any:
    return Award.objects.to_sign()


def _to_read(user: Any, now: datetime) -> Any:
    return Tranche.objects.to_read()


def _half_approved(user: Any, now: datetime) -> Any:
    """For her who could give the second approval."""
    return Tranche.objects.half_approved().exclude(first_by=user)


def _queue(key: str, label: Any, count: Any, address: str, *, position: int) -> Queue:
    model, _sep, query = address.partition("?")
    url = f"admin:services_{model}_changelist"
    return Queue(f"services.{key}", label, count, lambda user: f"{reverse(url)}?{query}", position=position)


def register() -> None:
    letters.register()
    planning.register()
    holdings.register()
    owners.register(PURPOSE, may_read=may_read_document, accepts="any")
    baggage.carry(merging.REQUESTS, merging.AWARDS)
    requests = "fundingrequest?state__exact=submitted"
    add_queue(_queue("funding_to_decide", _("Funding requests to decide"), _to_decide, requests, position=64))
    add_queue(_queue("awards_to_sign", _("Awards to be signed"), _to_sign, "award?state__exact=proposed", position=65))
    add_queue(_queue("proofs_to_read", _("Proofs of startups to read"), _to_read, "tranche?turn=proofs", position=65))
    add_queue(_queue("tranches_due", _("Tranches due within two weeks"), _due, "tranche?turn=due", position=65))
    second = _("Tranches that wait for a second approval")
    add_queue(_queue("tranches_second", second, _half_approved, "tranche?turn=second", position=66))

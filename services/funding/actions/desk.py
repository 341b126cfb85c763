"""What staff do with a request: send it back, refuse it, verify or decline own money, grant."""

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
from incubator.journal.models import record
from services.funding import notices
from services.funding.actions import budget
from services.funding.actions.moving import move
from services.funding.actions.requests import locked
from services.funding.models import Award, Condition, FundingRequest, Tranche
from services.funding.queries import lacks_of_award, with_everything
from services.funding.states import ContributionState

ZERO = Decimal(0)


@dataclass(frozen=True)
class Part:
    """A tranche to be: how much, when, and what must be shown before."""

    amount: Decimal
    due_on: date
    conditions: Sequence[str] = ()


@dataclass(frozen=True)
class Grant:
    """What is granted. The parts make up the amount."""

    amount: Decimal
    parts: Sequence[Part]
    conditions: str = ""


@transaction.atomic
def ask_completion(request_id: Any, *, by: Any, asked: str) -> FundingRequest:
    request = locked(request_id)
    request.asked = asked
    move(request, "ask_completion", by=by, note=asked, saving=["asked"])
    notices.completion_asked(request, occasion=str(timezone.now().timestamp()))
    return request


@transaction.atomic
def refuse(request_id: Any, *, by: Any, reason: str) -> FundingRequest:
    request = locked(request_id)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    request.reason, request.decided_at, request.decided_by = reason.strip(), timezone.now(), by
    move(request, "refuse", by=by, note=reason, saving=["reason", "decided_at", "decided_by"])
    notices.request_refused(request)
    return request


@transaction.atomic
def verify_contribution(request_id: Any, *, by: Any, contribution: Any) -> FundingRequest:
    """Somebody of the staff has read the proof. Twice is once."""
    request = locked(request_id)
    row = request.contributions.select_for_update().filter(pk=getattr(contribution, "pk", contribution)).first()
    if row is None:
        raise Refused(_("This own money has been taken out."), field="contribution")
    if row.state == ContributionState.DECLINED:
        raise Refused(_("This own money was declined."), field="contribution")
    if row.state == ContributionState.DECLARED:
        row.state, row.verified_by, row.verified_at = ContributionState.VERIFIED, by, timezone.now()
        row.save(update_fields=["state", "verified_by", "verified_at"])
        record("verify_contribution", request, by=by, note=f"{row.label}, {spoken.dirhams(row.amount)}")
    return request


@transaction.atomic
def decline_contribution(request_id: Any, *, by: Any, contribution: Any, reason: str) -> FundingRequest:
    """The proof does not hold: it does not count, and the team reads why. Twice is once; what is verified stays verified."""
    request = locked(request_id)
    row = request.contributions.select_for_update().filter(pk=getattr(contribution, "pk", contribution)).first()
    if row is None:
        raise Refused(_("This own money has been taken out."), field="contribution")
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    if row.state == ContributionState.VERIFIED:
        raise Refused(_("This own money is verified already."), field="contribution")
    if row.state == ContributionState.DECLARED:
        row.state, row.reason = ContributionState.DECLINED, reason.strip()
        row.save(update_fields=["state", "reason"])
        record("decline_contribution", request, by=by, note=f"{row.label}: {row.reason}")
        notices.contribution_declined(row)
    return request


@transaction.atomic
def award(request_id: Any, *, by: Any, grant: Grant) -> Award:
    """Grants the money if every rule holds and the budget and the places are enough, whoever else grants at this moment."""
    request = with_everything(FundingRequest.objects.locked()).get(pk=request_id)
    _check(grant)
    if missing := lacks_of_award(request, grant.amount):
        raise Refused(" ".join(missing))
    if request.instrument.awards.standing().filter(startup=request.startup).exists():
        raise Refused(_("This startup already has an award of this instrument."))
    request.decided_at, request.decided_by = timezone.now(), by
    move(request, "award", by=by, saving=["decided_at", "decided_by"], amount=str(grant.amount))
    budget.commit(request.instrument_id, grant.amount)
    made = Award.objects.create(
        request=request,
        instrument=request.instrument,
        startup=request.startup,
        amount=grant.amount,
        planned_mad=grant.amount,
        conditions=grant.conditions,
        awarded_by=by,
    )
    _divide(made, grant.parts)
    record("award", made, by=by, amount=str(grant.amount))
    notices.request_awarded(made)
    return made


def _check(grant: Grant) -> None:
    if grant.amount <= 0 or any(part.amount <= 0 for part in grant.parts):
        raise Refused(_("Give an amount above zero."), field="amount")
    total = sum((part.amount for part in grant.parts), ZERO)
    if total != grant.amount:
        told = {"total": spoken.dirhams(total), "amount": spoken.dirhams(grant.amount)}
        raise Refused(_("The tranches make %(total)s, and %(amount)s are granted.") % told, field="amount")


def _divide(made: Award, parts: Sequence[Part]) -> None:
    for number, part in enumerate(sorted(parts, key=lambda one: one.due_on), start=1):
        tranche = Tranche.objects.create(award=made, number=number, amount=part.amount, due_on=part.due_on)
        Condition.objects.bulk_create(Condition(tranche=tranche, text=text) for text in part.conditions)

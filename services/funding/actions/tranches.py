"""A tranche: proofs, conditions, two approvals by two people, one payment. The award's row is held first, so two deeds never cross."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.documents import actions as documents
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from services.funding import notices
from services.funding.actions import awards, budget
from services.funding.actions.moving import move
from services.funding.actions.requests import PURPOSE
from services.funding.models import Award, Condition, Tranche
from services.funding.queries import lacks_of_tranche
from services.funding.states import TRANCHE, AwardState, TrancheState

APPROVALS = ("first_by", "first_at", "second_by", "second_at")


def held(tranche_id: int) -> Tranche:
    """The tranche with its award, both locked, the award first."""
    award = awards.held(Tranche.objects.get(pk=tranche_id).award_id)
    tranche = Tranche.objects.locked().get(pk=tranche_id)
    tranche.award = award
    return tranche


@transaction.atomic
def prove(condition_id: int, *, by: Any, upload: Any) -> Condition:
    """The team shows that a condition is met; until staff say so, a better proof replaces it."""
    tranche = held(Condition.objects.get(pk=condition_id).tranche_id)
    condition = Condition.objects.select_for_update().get(pk=condition_id)
    if tranche.state not in {TrancheState.PLANNED, TrancheState.CONDITIONS}:
        raise Refused(_("No proofs are needed for this tranche any more."))
    if condition.is_met:
        raise Refused(_("This condition has already been found met."))
    former = condition.document
    condition.document = store(upload, purpose=PURPOSE, about=tranche.award.request, by=by).pk
    condition.proved_by, condition.proved_at = by, timezone.now()
    condition.save(update_fields=["document", "proved_by", "proved_at"])
    if former and former != condition.document and not _is_elsewhere(former, tranche.award):
        documents.remove(former, by=by)
    record("prove", tranche, by=by, note=condition.text)
    return condition


def _is_elsewhere(document: Any, award: Award) -> bool:
    request = award.request
    others = Condition.objects.filter(tranche__award=award, document=document)
    return any(rows.filter(document=document).exists() for rows in (request.pieces, request.contributions, others))


@transaction.atomic
def meet(tranche_id: int, *, by: Any, condition: Any) -> Tranche:
    """Staff find a condition met. Twice is once."""
    tranche = held(tranche_id)
    row = Condition.objects.select_for_update().filter(tranche=tranche, pk=getattr(condition, "pk", condition)).first()
    if row is None or tranche.state not in {TrancheState.PLANNED, TrancheState.CONDITIONS}:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    if not row.is_met:
        row.met_by, row.met_at = by, timezone.now()
        row.save(update_fields=["met_by", "met_at"])
        record("meet", tranche, by=by, note=row.text)
    return tranche


@transaction.atomic
def approve(tranche_id: int, *, by: Any) -> Tranche:
    """The first and the second approval; the second is another person's, and nothing may be missing at either."""
    tranche = held(tranche_id)
    TRANCHE.after("approve", tranche.state)
    if missing := lacks_of_tranche(tranche):
        raise Refused(" ".join(missing))
    if tranche.first_by_id is None:
        tranche.first_by, tranche.first_at = by, timezone.now()
        move(tranche, "approve_first", by=by, saving=["first_by", "first_at"])
        return tranche
    check_other(tranche, by)
    tranche.second_by, tranche.second_at = by, timezone.now()
    move(tranche, "approve", by=by, saving=["second_by", "second_at"])
    notices.tranche_approved(tranche)
    return tranche


def check_other(tranche: Tranche, by: Any) -> None:
    if tranche.first_by_id == by.pk:
        raise Refused(_("You have given the first approval: the second must come from somebody else."))


@transaction.atomic
def take_back(tranche_id: int, *, by: Any, reason: str) -> Tranche:
    """Both approvals are taken back before the money leaves."""
    tranche = held(tranche_id)
    if tranche.first_by_id is None:
        raise Refused(_("This tranche has no approval yet."))
    for name in APPROVALS:
        setattr(tranche, name, None)
    tranche.trouble = ""
    move(tranche, "take_back", by=by, note=reason, saving=[*APPROVALS, "trouble"])
    return tranche


@transaction.atomic
def pay(tranche_id: int, *, by: Any, paid_on: date, reference: str, amount: Decimal) -> Tranche:
    """Records the payment, once. The amount is typed again and must be that of the tranche."""
    tranche = held(tranche_id)
    TRANCHE.after("pay", tranche.state)
    if amount != tranche.amount:
        told = {"amount": spoken.dirhams(tranche.amount)}
        raise Refused(_("This tranche is of %(amount)s.") % told, field="amount")
    if paid_on > timezone.localdate():
        raise Refused(_("This day is still to come."), field="paid_on")
    if not reference.strip():
        raise Refused(_("Give the reference of the payment."), field="reference")
    tranche.paid_on, tranche.reference, tranche.trouble = paid_on, reference.strip(), ""
    move(tranche, "pay", by=by, note=tranche.reference, saving=["paid_on", "reference", "trouble"], on=str(paid_on))
    budget.pay(tranche.award, tranche.amount)
    awards.settle(tranche.award, by=by)
    notices.tranche_paid(tranche)
    return tranche


@transaction.atomic
def fail(tranche_id: int, *, by: Any, reason: str) -> Tranche:
    """The payment did not arrive, or came back; it can be recorded again without new approvals."""
    tranche = held(tranche_id)
    was_paid, award = tranche.is_paid, tranche.award
    if was_paid and award.state == AwardState.CANCELLED:
        raise Refused(_("This award is cancelled."))
    tranche.paid_on, tranche.reference, tranche.trouble = None, "", reason
    move(tranche, "fail", by=by, note=reason, saving=["paid_on", "reference", "trouble"])
    if was_paid:
        budget.unpay(award, tranche.amount)
        if award.state == AwardState.COMPLETED:
            move(award, "resume", by=by)
    notices.payment_failed(tranche, occasion=str(timezone.now().timestamp()))
    return tranche


@transaction.atomic
def cancel(tranche_id: int, *, by: Any, reason: str) -> Tranche:
    """The award becomes smaller by it, and the budget gets it back. The last one goes with its award."""
    tranche = held(tranche_id)
    award = tranche.award
    TRANCHE.after("cancel", tranche.state)
    if award.amount == tranche.amount:
        raise Refused(_("This is all that is left of the award: cancel the award instead."))
    move(tranche, "cancel", by=by, note=reason)
    smaller = F("amount") - tranche.amount
    Award.objects.filter(pk=award.pk).update(amount=smaller, planned_mad=smaller)
    award.refresh_from_db(fields=["amount", "planned_mad"])
    budget.release(award.instrument_id, tranche.amount)
    if award.state != AwardState.PROPOSED:
        awards.settle(award, by=by)
    return tranche

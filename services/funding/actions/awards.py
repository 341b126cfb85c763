"""An award from its agreement to its end. Lock order: request, award, tranches by number, then the counters of the instrument."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents.store import store
from incubator.errors import Refused
from services.funding import notices
from services.funding.actions import budget
from services.funding.actions.moving import move
from services.funding.actions.requests import PURPOSE
from services.funding.models import Award, Tranche
from services.funding.states import AWARD, AwardState, TrancheState


def held(award_id: int) -> Award:
    return Award.objects.locked().select_related("instrument", "startup", "request").get(pk=award_id)


@transaction.atomic
def send_agreement(award_id: int, *, by: Any, file: Any) -> Award:
    """The agreement to be signed goes to the team; another one replaces it until it is signed."""
    award = held(award_id)
    AWARD.after("send_agreement", award.state)
    award.agreement = store(file, purpose=PURPOSE, about=award.request, by=by).pk
    award.agreement_sent_at = timezone.now()
    move(award, "send_agreement", by=by, saving=["agreement", "agreement_sent_at"])
    notices.agreement_to_sign(award)
    return award


@transaction.atomic
def sign(award_id: int, *, by: Any, signed_on: date, file: Any = None) -> Award:
    """Both sides have signed; the first tranche now waits for its conditions. `file` is the signed copy."""
    award = held(award_id)
    AWARD.after("sign", award.state)
    if file:
        award.agreement = store(file, purpose=PURPOSE, about=award.request, by=by).pk
    if award.agreement is None:
        raise Refused(_("Add the agreement first."), field="file")
    if signed_on > timezone.localdate():
        raise Refused(_("This day is still to come."), field="signed_on")
    award.signed_on = signed_on
    move(award, "sign", by=by, saving=["signed_on", "agreement"])
    open_next(award, by=by)
    return award


def open_next(award: Award, *, by: Any) -> None:
    """The first tranche that is not paid waits for its conditions; the caller holds the award."""
    coming = Tranche.objects.locked().filter(award=award).unpaid().next_first().first()
    if coming is not None and coming.state == TrancheState.PLANNED:
        move(coming, "await_conditions", by=by)


@transaction.atomic
def cancel(award_id: int, *, by: Any, reason: str) -> Award:
    """What is not paid goes back to the budget; the place too, when nothing was paid."""
    award = held(award_id)
    if not reason.strip():
        raise Refused(_("Give the reason."), field="reason")
    AWARD.after("cancel", award.state)
    for tranche in Tranche.objects.locked().filter(award=award).unpaid().next_first():
        move(tranche, "cancel", by=by)
    award.reason = reason.strip()
    move(award, "cancel", by=by, note=reason, saving=["reason"])
    budget.release(award.instrument_id, award.left_mad, places=0 if award.paid_mad else 1)
    notices.award_cancelled(award)
    return award


def settle(award: Award, *, by: Any) -> None:
    """After a payment or a cancelled tranche: begun, and complete when nothing is left to pay; the caller holds the award."""
    if award.paid_mad and award.state == AwardState.SIGNED:
        move(award, "activate", by=by)
    if award.paid_mad == award.amount and award.state == AwardState.ACTIVE:
        move(award, "complete", by=by)
    open_next(award, by=by)

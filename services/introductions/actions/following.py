"""What became of it: asked of both sides after 30, 90 and 180 days, or told unasked."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.introductions.actions.moving import held, move
from services.introductions.models import FollowUp
from services.introductions.states import DONE, FINAL, Outcome, Side


@dataclass(frozen=True)
class Told:
    """What one side tells; what is signed, and for how much, only with a signature."""

    outcome: str
    agreement: str = ""
    amount_mad: Decimal | None = None


@transaction.atomic
def answer(follow_up_id: Any, told: Told, *, by: Any = None) -> FollowUp:
    """Twice the same is once; another answer later is a new report."""
    row = FollowUp.objects.select_related("introduction").get(pk=follow_up_id)
    introduction = held(row.introduction_id)
    row = FollowUp.objects.select_for_update(no_key=True, of=("self",)).with_card().get(pk=follow_up_id)
    if row.answered_at:
        if row.outcome == told.outcome:
            return row
        raise Refused(_("This was answered already. Thank you!"))
    return _note(row, introduction, told, by=by)


@transaction.atomic
def report(pk: Any, told: Told, *, side: str = Side.STARTUP, by: Any) -> FollowUp:
    """Told unasked, as often as there is news."""
    introduction = held(pk)
    if introduction.state not in DONE:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    return _note(FollowUp(introduction=introduction, side=side, due_on=timezone.localdate()), introduction, told, by=by)


def _note(row: FollowUp, introduction: Any, told: Told, *, by: Any) -> FollowUp:
    is_signed = told.outcome == Outcome.SIGNED
    row.outcome, row.by, row.answered_at = told.outcome, by, timezone.now()
    row.agreement = told.agreement if is_signed else ""
    row.amount_mad = told.amount_mad if is_signed else None
    row.save()
    move(introduction, "follow_up", by=by, note=str(Outcome(told.outcome).label))
    _ask_less(row)
    return row


def _ask_less(row: FollowUp) -> None:
    """An answer stands for the questions that were due before it; after a last word nothing is asked of that side any more."""
    others = FollowUp.objects.open().filter(introduction=row.introduction_id, side=row.side)
    if row.outcome not in FINAL:
        others = others.filter(due_on__lte=timezone.localdate())
    others.update(closed_at=timezone.now())

"""The closing moves: later at once, earlier only when a second person agrees.

Who writes a draft is told by the planner of `programs.applications`, which reads the changes that were applied.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from programs.calls.models import Call, ClosingChange
from programs.calls.states import CallState, ChangeState


@transaction.atomic
def move_closing(call_id: int, *, closes_at: datetime, reason: str, by: Any) -> ClosingChange:
    call = Call.objects.locked().get(pk=call_id)
    _refuse_senseless(call, closes_at)
    if call.closing_changes.filter(state=ChangeState.PROPOSED).exists():
        raise Refused(_("Another change of closing waits for a second person: answer it first."))
    change = ClosingChange(call=call, was=call.closes_at, closes_at=closes_at, reason=reason, proposed_by=by)
    if closes_at > call.closes_at:
        change.state = ChangeState.APPLIED
        _apply(call, change)
    change.save()
    verb = "move_closing" if change.state == ChangeState.APPLIED else "propose_closing"
    record(verb, call, by=by, note=reason, was=change.was.isoformat(), closes_at=closes_at.isoformat())
    return change


@transaction.atomic
def apply_closing(change_id: int, *, by: Any) -> ClosingChange:
    """The second person agrees; whoever proposed cannot."""
    change, call = _proposed(change_id)
    if change.proposed_by_id == by.pk:
        raise Refused(_("An earlier closing needs a second person: a colleague has to agree."))
    _refuse_senseless(call, change.closes_at)
    change.state = ChangeState.APPLIED
    _answer(change, by=by)
    _apply(call, change)
    record("apply_closing", call, by=by, was=change.was.isoformat(), closes_at=change.closes_at.isoformat())
    return change


@transaction.atomic
def refuse_closing(change_id: int, *, by: Any) -> ClosingChange:
    change, call = _proposed(change_id)
    change.state = ChangeState.REFUSED
    _answer(change, by=by)
    record("refuse_closing", call, by=by, closes_at=change.closes_at.isoformat())
    return change


def _proposed(change_id: int) -> tuple[ClosingChange, Call]:
    call = Call.objects.locked().get(closing_changes__pk=change_id)
    change = ClosingChange.objects.get(pk=change_id)
    if change.state != ChangeState.PROPOSED:
        raise Refused(_("This change has been answered already."))
    return change, call


def _refuse_senseless(call: Call, closes_at: datetime) -> None:
    if call.state != CallState.PUBLISHED:
        raise Refused(_("Only the closing of a published call is moved; change the dates of a draft in its form."))
    if closes_at == call.closes_at:
        raise Refused(_("This is the closing already."), field="closes_at")
    if closes_at <= timezone.now():
        raise Refused(_("The new closing lies in the past."), field="closes_at")
    if closes_at <= call.opens_at:
        raise Refused(_("The new closing lies before the opening."), field="closes_at")


def _apply(call: Call, change: ClosingChange) -> None:
    call.closes_at = change.closes_at
    call.save(update_fields=["closes_at"])


def _answer(change: ClosingChange, *, by: Any) -> None:
    change.answered_by, change.answered_at = by, timezone.now()
    change.save(update_fields=["state", "answered_by", "answered_at"])

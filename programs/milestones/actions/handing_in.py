"""What a team hands in, and what staff answer. Every move is in `programs.milestones.states`."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents import actions as documents
from incubator.documents.models import Document
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from programs.milestones import notices
from programs.milestones.actions.moving import move
from programs.milestones.actions.planning import set_day
from programs.milestones.models import Milestone
from programs.milestones.states import MilestoneState

PURPOSE = "milestone_file"


@transaction.atomic
def keep(milestone_id: int, *, by: Any, evidence: str) -> Milestone:
    """The text as it stands, not handed in yet."""
    milestone = _open(milestone_id)
    if milestone.evidence != evidence:
        milestone.evidence = evidence
        milestone.save(update_fields=["evidence"])
    return milestone


@transaction.atomic
def attach(milestone_id: int, *, by: Any, upload: Any) -> Document:
    """A file beside the text; the same file twice is kept once."""
    milestone = _open(milestone_id)
    kept = store(upload, purpose=PURPOSE, about=milestone, by=by)
    record("attach", milestone, by=by, note=kept.name)
    return kept


@transaction.atomic
def detach(milestone_id: int, *, by: Any, document: Any) -> Milestone:
    milestone = _open(milestone_id)
    found = Document.objects.about(milestone).filter(pk=document).first()
    if found:
        documents.remove(found.pk, by=by)
        record("detach", milestone, by=by, note=found.name)
    return milestone


@transaction.atomic
def submit(milestone_id: int, *, by: Any, evidence: str) -> Milestone:
    """Handed in; twice is once. What is ready before it is due falls due with it."""
    milestone = _locked(milestone_id)
    if milestone.state == MilestoneState.SUBMITTED and milestone.evidence == evidence:
        return milestone
    _still_takes_part(milestone)
    if milestone.state == MilestoneState.PLANNED:
        move(milestone, "fall_due", by=by)
    if milestone.wants_evidence and not evidence and not Document.objects.about(milestone).exists():
        raise Refused(_("Say what you have done, or add a file that shows it."), field="evidence")
    milestone.evidence, milestone.submitted_at, milestone.submitted_by = evidence, timezone.now(), by
    move(milestone, "submit", by=by, saving=("evidence", "submitted_at", "submitted_by"))
    return milestone


@transaction.atomic
def withdraw(milestone_id: int, *, by: Any) -> Milestone:
    """Back in the hands of the team, as long as nobody has answered."""
    milestone = _locked(milestone_id)
    _still_takes_part(milestone)
    move(milestone, "withdraw", by=by)
    return milestone


@transaction.atomic
def validate(milestone_id: int, *, by: Any) -> Milestone:
    milestone = _locked(milestone_id)
    _settle(milestone, "validate", by=by, reason="")
    return milestone


@transaction.atomic
def return_(milestone_id: int, *, by: Any, reason: str, due_on: date | None = None) -> Milestone:
    """To be done again, with what is missing and, when staff give one, another day."""
    milestone = _locked(milestone_id)
    _still_takes_part(milestone)
    milestone.reason, milestone.times_returned = reason, milestone.times_returned + 1
    occasion = move(milestone, "return_", by=by, note=reason, saving=("reason", "times_returned"))
    if due_on:
        set_day(milestone, due_on, verb="move_date", by=by)
    notices.milestone_returned(milestone, occasion=occasion)
    return milestone


@transaction.atomic
def waive(milestone_id: int, *, by: Any, reason: str) -> Milestone:
    """No longer asked of this startup, with a reason that the team reads."""
    milestone = _locked(milestone_id)
    _settle(milestone, "waive", by=by, reason=reason)
    return milestone


def _settle(milestone: Milestone, verb: str, *, by: Any, reason: str) -> None:
    milestone.settled_at, milestone.settled_by, milestone.reason = timezone.now(), by, reason
    move(milestone, verb, by=by, note=reason, saving=("settled_at", "settled_by", "reason"))
    if verb == "validate":
        notices.milestone_validated(milestone)


def _locked(milestone_id: int) -> Milestone:
    return Milestone.objects.locked().with_card().get(pk=milestone_id)


def _open(milestone_id: int) -> Milestone:
    milestone = _locked(milestone_id)
    _still_takes_part(milestone)
    if not milestone.is_open:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    return milestone


def _still_takes_part(milestone: Milestone) -> None:
    if milestone.is_over:
        raise Refused(_("This participation is over."))

"""What every action shares: the lock, the move with its line in the journal, the end that gives the credits back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.introductions.models import Approach, Introduction
from services.introductions.states import INTRODUCTION, Reply
from services.ledger import actions as ledger


def held(pk: Any) -> Introduction:
    return Introduction.objects.locked().with_card().get(pk=pk)


def move(introduction: Introduction, verb: str, *, by: Any, note: str = "", **changes: Any) -> Introduction:
    introduction.state = INTRODUCTION.after(verb, introduction.state)
    introduction.moved_at = timezone.now()
    for name, value in changes.items():
        setattr(introduction, name, value)
    introduction.save(update_fields=["state", "moved_at", *changes])
    record(verb, introduction, by=by, note=note)
    return introduction


def end(introduction: Introduction, verb: str, *, by: Any, reason: str = "") -> Introduction:
    """It comes to nothing: whoever is still asked is asked no longer, and the credits go back."""
    move(introduction, verb, by=by, note=reason, reason=reason)
    for approach in introduction.approaches.unanswered():
        reply(approach, Reply.CALLED_OFF)
    ledger.release(introduction, by=by, reason=reason)
    return introduction


def reply(approach: Approach, said: Reply, reason: str = "") -> Approach:
    approach.reply, approach.reason, approach.answered_at = said, reason, timezone.now()
    approach.save(update_fields=["reply", "reason", "answered_at"])
    return approach


def open_approach(introduction: Introduction) -> Approach:
    """The partner that is being asked; raises Refused when there is none any more."""
    found = introduction.approaches.unanswered().select_related("target__organisation").first()
    if found is None:
        raise Refused(_("This can no longer be done: the state has changed in the meantime."))
    return found

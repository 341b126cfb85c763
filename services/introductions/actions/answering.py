"""Both sides answer: first the partner, then the startup, which has said yes already when it named that partner."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.introductions import notices
from services.introductions.actions.moving import end, held, move, reply
from services.introductions.models import Approach, FollowUp, Introduction
from services.introductions.states import DAYS, DONE, INTRODUCTION, Reply, Side
from services.ledger import actions as ledger


@transaction.atomic
def partner_agree(approach_id: Any, *, by: Any = None) -> Introduction:
    """The partner says yes (its link, or staff for it). Twice is once."""
    introduction, approach = _asked(approach_id)
    if approach.reply == Reply.AGREED:
        return introduction
    verb = "make" if approach.is_named else "agree"
    _still_asked(introduction, approach, verb)
    reply(approach, Reply.AGREED)
    if approach.is_named:
        return _make(introduction, verb, by=by)
    move(introduction, verb, by=by)
    notices.partner_agreed(introduction, approach)
    return introduction


@transaction.atomic
def partner_decline(approach_id: Any, *, by: Any = None, reason: str = "") -> Introduction:
    """The partner says no. It goes back to the desk, where another may be found, unless this very one was wished for."""
    introduction, approach = _asked(approach_id)
    if approach.reply == Reply.DECLINED:
        return introduction
    _still_asked(introduction, approach, "look_further")
    return turned_down(introduction, reply(approach, Reply.DECLINED, reason), by=by)


def _asked(approach_id: Any) -> tuple[Introduction, Approach]:
    """Read after the lock of the introduction."""
    introduction = held(Approach.objects.values_list("introduction_id", flat=True).get(pk=approach_id))
    return introduction, Approach.objects.select_related("target__organisation").get(pk=approach_id)


def _still_asked(introduction: Introduction, approach: Approach, verb: str) -> None:
    if approach.answered_at:
        raise Refused(_("This question is no longer open. Thank you for answering."))
    INTRODUCTION.after(verb, introduction.state)


def turned_down(introduction: Introduction, approach: Approach, *, by: Any) -> Introduction:
    if not approach.is_named:
        return move(introduction, "look_further", by=by, note=str(approach.target), target=None)
    end(introduction, "lapse" if approach.reply == Reply.SILENT else "decline", by=by)
    notices.not_made(introduction)
    return introduction


@transaction.atomic
def agree(pk: Any, *, by: Any) -> Introduction:
    """The startup says yes to the partner that agreed: names are exchanged. Twice is once."""
    introduction = held(pk)
    return introduction if introduction.state in DONE else _make(introduction, "accept", by=by)


@transaction.atomic
def decline(pk: Any, *, by: Any, reason: str = "") -> Introduction:
    """The startup does not want this partner: nothing is used, and the partner is told kindly, still without a name."""
    introduction = end(held(pk), "refuse", by=by, reason=reason)
    notices.called_off(introduction.approaches.filter(reply=Reply.AGREED).select_related("target").last())
    return introduction


def _make(introduction: Introduction, verb: str, *, by: Any) -> Introduction:
    """The credits are used, both get one letter with both names, and both will be asked what became of it."""
    move(introduction, verb, by=by, made_at=timezone.now())
    ledger.consume(introduction, by=by)
    today = timezone.localdate(introduction.made_at)
    FollowUp.objects.bulk_create(
        FollowUp(introduction=introduction, side=side, days=days, due_on=today + timedelta(days=days))
        for days in DAYS
        for side in Side
    )
    notices.introduced(introduction)
    return introduction

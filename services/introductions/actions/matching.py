"""The staff's part: the right partner is asked, or the startup is told why nobody is."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.introductions import notices
from services.introductions.actions.asking import discreet
from services.introductions.actions.moving import end, held, move
from services.introductions.limits import month_of, take_turn
from services.introductions.models import Approach, Introduction, Target
from services.introductions.states import INTRODUCTION, Reply


@transaction.atomic
def offer(pk: Any, *, by: Any, target: Target, is_named: bool = False) -> Introduction:
    """Asks the partner by a letter that does not name the startup. Raises Refused when it was asked often enough this month."""
    introduction = held(pk)
    INTRODUCTION.after("offer", introduction.state)
    _may_be_asked(introduction, target)
    discreet(introduction.summary, introduction.startup)
    if not take_turn(target, month_of()):
        raise Refused(_("This partner was asked as often as it wishes this month."), field="target")
    approach = Approach.objects.create(introduction=introduction, target=target, is_named=is_named)
    move(introduction, "offer", by=by, note=str(target), target=target, officer=by)
    notices.partner_asked(approach)
    return introduction


def _may_be_asked(introduction: Introduction, target: Target) -> None:
    if not Target.objects.open().filter(pk=target.pk).exists():
        raise Refused(_("This partner is not to be asked at present."), field="target")
    if introduction.approaches.filter(target=target).exists():
        raise Refused(_("This partner was asked already for this introduction."), field="target")


@transaction.atomic
def close(pk: Any, *, by: Any, reason: str) -> Introduction:
    """The staff find nobody, or end it: the startup reads why, and has its credits back."""
    introduction = held(pk)
    asked = introduction.approaches.filter(reply__in=["", Reply.AGREED]).select_related("target").last()
    end(introduction, "decline", by=by, reason=reason)
    if asked:
        notices.called_off(asked)
    notices.not_made(introduction)
    return introduction

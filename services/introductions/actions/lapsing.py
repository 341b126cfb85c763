"""Whoever keeps silent is reminded once; then the introduction goes on without her."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.errors import Refused
from services.introductions import notices
from services.introductions.actions.answering import turned_down
from services.introductions.actions.moving import end, held, open_approach, reply
from services.introductions.models import Introduction
from services.introductions.states import IntroductionState, Reply

logger = logging.getLogger(__name__)
#: Silence of this length is an answer.
LASTS = timedelta(days=14)
WAITING = (IntroductionState.OFFERED, IntroductionState.AGREED)


@transaction.atomic
def lapse(pk: Any) -> Introduction:
    """Only what is still due: an answer in the meantime wins."""
    introduction = held(pk)
    if introduction.state not in WAITING or introduction.moved_at > timezone.now() - LASTS:
        return introduction
    if introduction.state == IntroductionState.OFFERED:
        return turned_down(introduction, reply(open_approach(introduction), Reply.SILENT), by=None)
    end(introduction, "lapse", by=None)
    notices.called_off(introduction.approaches.filter(reply=Reply.AGREED).select_related("target").last())
    notices.not_made(introduction)
    return introduction


def lapse_due() -> None:
    """Each in its own transaction."""
    due = Introduction.objects.filter(state__in=WAITING, moved_at__lte=timezone.now() - LASTS)
    for pk in due.values_list("pk", flat=True):
        try:
            lapse(pk)
        except Refused as refusal:
            logger.info("introduction %s: %s", pk, refusal)

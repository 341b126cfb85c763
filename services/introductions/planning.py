"""Reminders and follow-ups that are due now, found in live rows: an answer needs no clean-up."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.post import post_all
from services.introductions.models import Approach, FollowUp, Introduction
from services.introductions.notices import UNIT, contact_of, follow_up_drafts
from services.introductions.queries import SILENT, writers
from services.introductions.states import IntroductionState, Reply

#: A question that could not be sent for so long is not sent any more.
LATE = timedelta(days=30)


def plan_letters() -> None:
    """Three queries when nothing is due."""
    post_all([*_partners_reminded(), *_startups_reminded(), *_follow_ups()])


def _partners_reminded() -> Iterator[dict[str, Any]]:
    waiting = Approach.objects.unanswered().filter(asked_at__lte=timezone.now() - SILENT)
    for row in waiting.filter(introduction__state=IntroductionState.OFFERED).select_related("target"):
        for to in contact_of(row.target):
            yield {"kind": f"{UNIT}.partner_reminded", **to, "about": row, "once": f"partner_reminded:{row.pk}"}


def _startups_reminded() -> Iterator[dict[str, Any]]:
    waiting = Introduction.objects.filter(
        state=IntroductionState.AGREED, moved_at__lte=timezone.now() - SILENT
    ).with_card()
    for row in waiting.prefetch_related("approaches"):
        said_yes = [one for one in row.approaches.all() if one.reply == Reply.AGREED]
        for person in writers(row) if said_yes else []:
            once = f"startup_reminded:{said_yes[-1].pk}:{person.pk}"
            yield {"kind": f"{UNIT}.startup_reminded", "to": person, "about": said_yes[-1], "once": once}


def _follow_ups() -> Iterator[dict[str, Any]]:
    today = timezone.localdate()
    due = FollowUp.objects.open().filter(due_on__range=(today - LATE, today), days__isnull=False)
    rows = {str(row.pk): row for row in due.with_card()}
    if rows:
        sent = Letter.objects.filter(kind_of_thing=FollowUp._meta.label_lower, key_of_thing__in=rows)
        for key in set(sent.values_list("key_of_thing", flat=True)):
            del rows[key]
    for row in rows.values():
        yield from follow_up_drafts(row)


def register() -> None:
    kinds.plan_with("services.introductions.letters", plan_letters)

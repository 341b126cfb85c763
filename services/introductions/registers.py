"""What this slice tells the floor: letters, reminders, personal data, merging, work queues."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from services.introductions import holdings, letters, planning, queries
from services.introductions.models import Introduction
from startups import baggage

LIST = "admin:services_introduction_changelist"
QUEUES: tuple[tuple[str, Any, Callable[..., Any], int], ...] = (
    ("to_match", _("Introductions to match with a partner"), queries.to_match, 44),
    ("silent", _("Introductions without an answer for a week"), queries.silent, 46),
    ("unfollowed", _("Introductions whose follow-up is unanswered"), queries.follow_up_missing, 66),
)


def _queue(key: str, label: Any, rows: Callable[..., Any], position: int) -> Queue:
    return Queue(
        f"services.introductions.{key}",
        label,
        lambda user, now: rows(Introduction.objects.visible_to(user), now),
        lambda user: f"{reverse(LIST)}?waits={key}",
        position=position,
    )


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
    planning.register()
    holdings.register()
    baggage.carry(baggage.plain(Introduction))
    for queue in QUEUES:
        add_queue(_queue(*queue))

"""What this slice tells the floor: pictures of speakers, work queues."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.agenda import holdings
from events.agenda.clashes import in_conflict
from events.agenda.models import Event
from incubator.desk import Queue, add_queue
from incubator.documents import owners

LIST = "admin:events_event_changelist"


def _soon(user: Any, now: datetime) -> Any:
    return Event.objects.soon(now)


def _conflicts(user: Any, now: datetime) -> Any:
    return in_conflict(now)


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    owners.register("speaker_picture", may_read=lambda user, _document: bool(user.is_staff), accepts="image")
    add_queue(
        Queue(
            "events.soon",
            _("Events in draft whose date is near"),
            _soon,
            lambda user: f"{reverse(LIST)}?when=soon",
            position=41,
        )
    )
    add_queue(
        Queue(
            "events.conflicts",
            _("Events whose room is taken or out of order"),
            _conflicts,
            lambda user: f"{reverse(LIST)}?rooms=conflict",
            position=42,
            is_urgent=True,
        )
    )

"""What this slice tells the floor: the queue that shows when counters do not agree."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.upkeep.models import Inspection
from incubator.desk import Queue, add_queue


def _drift(user: Any, now: datetime) -> int:
    latest = Inspection.objects.values_list("findings", flat=True).first()
    return len(latest or [])


def register() -> None:
    """Called once, when all apps are there."""
    add_queue(
        Queue(
            "events.drift",
            _("Counters of events that do not agree"),
            _drift,
            lambda user: reverse("admin:events_inspection_changelist"),
            position=90,
            is_urgent=True,
        )
    )

"""What this slice tells the floor: personal data, work queues, what goes with a startup that is merged into another."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from services.calendar import holdings, merging
from services.calendar.models import Provider


def _without_hours(user: Any, now: datetime) -> Any:
    return Provider.objects.receiving().without_hours(timezone.localdate(now))


def _unreadable(user: Any, now: datetime) -> Any:
    return Provider.objects.receiving().exclude(busy_error="")


def _queue(key: str, label: Any, count: Any, *, standing: str, position: int) -> Queue:
    url = "admin:services_provider_changelist"
    return Queue(f"services.{key}", label, count, lambda user: f"{reverse(url)}?standing={standing}", position=position)


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    merging.register()
    add_queue(_queue("no_hours", _("Coaches without hours"), _without_hours, standing="no_hours", position=62))
    add_queue(
        _queue("unreadable", _("Own calendars that cannot be read"), _unreadable, standing="unreadable", position=63)
    )

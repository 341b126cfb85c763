"""What this slice tells the floor: letters, files, personal data, work queues."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.door import holdings, materials, queries
from incubator.desk import Queue, add_queue
from incubator.documents import owners


def _unmarked(_user: Any, now: datetime) -> Any:
    return queries.unmarked(now)


def _list(_user: Any) -> str:
    return reverse("events:door_list") + "?unmarked=1"


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    owners.register(materials.PURPOSE, may_read=materials.may_read, accepts="office")
    add_queue(Queue("events.attendance", _("Sessions without attendance"), _unmarked, _list, 45))

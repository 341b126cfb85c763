"""The base of every task: a tick that ended well stamps its heartbeat, and the admin's home says so when one is late."""

from typing import Any

from celery import Task
from django.conf import settings
from django.db.models.functions import Now

from incubator.outbox.models import Heartbeat


class Tick(Task):
    """Named to Celery as the class of all tasks; a task outside the clock leaves no heartbeat."""

    def on_success(self, retval: Any, task_id: str, args: Any, kwargs: Any) -> None:
        if seconds := settings.TICKS.get(self.name):
            beat(self.name, every=seconds)


def beat(name: str, *, every: int) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": Now(), "every": every})

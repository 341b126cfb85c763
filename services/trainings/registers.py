"""What this slice tells the floor: what a merge carries, and its work queue."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from services.trainings.models import TrainingSeat
from services.trainings.states import SeatState
from startups import baggage


def _unpaid(user: Any, now: datetime) -> Any:
    return TrainingSeat.objects.visible_to(user).unpaid()


def register() -> None:
    """Called once, when all apps are there."""
    baggage.carry(baggage.plain(TrainingSeat))
    url = "admin:services_trainingseat_changelist"
    add_queue(
        Queue(
            "services.trainings.unpaid",
            _("Places in trainings without credits"),
            _unpaid,
            lambda user: f"{reverse(url)}?state__exact={SeatState.UNPAID}",
            position=48,
        )
    )

"""What this slice tells the floor: letters, work queues, personal data."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare
from incubator.desk import Queue, add_queue
from services.rescue import letters
from services.rescue.closings import on_closed_days
from services.rescue.models import Rescue, RescueAnswer
from services.rescue.queries import in_broken_places

#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120


def _answers(user: Any) -> Iterable[dict[str, Any]]:
    rows = RescueAnswer.objects.filter(settled_by=user)
    return [dict(row) for row in rows.values("booking__starts_at", "state", "settled_at")]


def _forget_answers(user: Any) -> None:
    RescueAnswer.objects.filter(settled_by=user).update(settled_by=None)


def _rescues(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in Rescue.objects.filter(opened_by=user).values("opened_at")]


def _forget_rescues(user: Any) -> None:
    Rescue.objects.filter(opened_by=user).update(opened_by=None)


def _open(user: Any, now: datetime) -> Any:
    return RescueAnswer.objects.open()


def _broken(user: Any, now: datetime) -> Any:
    return in_broken_places(now)


def _closed(user: Any, now: datetime) -> int:
    """Counted apart: holidays are a list of days that changes with the years."""
    return on_closed_days(now).count()


def register() -> None:
    """Called once, when all apps are there."""
    letters.register()
    purpose, basis = _("services of the programme"), _("agreement of incubation")
    declare(Holding("services.RescueAnswer", purpose, basis, MONTHS, _answers, _forget_answers))
    declare(Holding("services.Rescue", purpose, basis, MONTHS, _rescues, _forget_rescues))
    answers, new = "admin:services_rescueanswer_changelist", "admin:services_rescue_new"
    label = _("Rescue: still open")
    add_queue(
        Queue(
            "services.rescue",
            label,
            _open,
            lambda user: f"{reverse(answers)}?state__exact=proposed",
            34,
            is_urgent=True,
        )
    )
    label = _("Meetings in rooms or on machines out of order")
    add_queue(Queue("services.broken", label, _broken, lambda user: reverse(new), 36, is_urgent=True))
    label, days = _("Meetings on closed days"), "admin:services_rescue_closed"
    add_queue(Queue("services.closed", label, _closed, lambda user: reverse(days), 37, is_urgent=True))

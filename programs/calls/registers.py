"""What this slice tells the floor: its work queues."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from programs.calls.models import Call, ClosingChange
from programs.calls.states import CallState, ChangeState


def _unchecked(user: Any, now: datetime) -> Any:
    return Call.objects.visible_to(user).filter(state=CallState.DRAFT).exclude(to_check=[])


def _closings(user: Any, now: datetime) -> Any:
    """Those that this person may answer: her own proposals wait for somebody else."""
    return ClosingChange.objects.filter(state=ChangeState.PROPOSED).exclude(proposed_by=user)


def register() -> None:
    """Called once, when all apps are there."""
    add_queue(
        Queue(
            "calls.closings",
            _("Earlier closings waiting for a second person"),
            _closings,
            lambda user: reverse("admin:programs_closingchange_changelist") + "?state__exact=proposed",
            position=12,
            is_urgent=True,
        )
    )
    add_queue(
        Queue(
            "calls.unchecked",
            _("New editions to look over"),
            _unchecked,
            lambda user: reverse("admin:programs_call_changelist") + "?unchecked=yes",
            position=60,
        )
    )

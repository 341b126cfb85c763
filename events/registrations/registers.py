"""What this slice tells the floor: letters, files, personal data, work queues."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.agenda import standings
from events.registrations import holdings, letters, merging, planning, standing
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.desk import Queue, add_queue


def _pending(user: Any, now: datetime) -> Any:
    return Registration.objects.filter(state=RegistrationState.PENDING)


def register() -> None:
    """Called once, when all apps are there."""
    holdings.register()
    letters.register()
    merging.register()
    planning.register()
    standings.told_by(standing.of_person)
    add_queue(
        Queue(
            "events.pending",
            _("Registrations to approve"),
            _pending,
            lambda user: reverse("admin:events_registration_changelist") + "?state__exact=pending",
            position=40,
        )
    )

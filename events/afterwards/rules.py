"""Who may say what afterwards, and until when."""

from datetime import datetime, timedelta

from django.utils import timezone

from events.agenda.models import Event
from events.door.models import Attendance
from events.registrations.models import Registration
from events.registrations.rules import may_answer, may_see

__all__ = ["feedback_ends", "has_come", "is_feedback_open", "may_answer", "may_see"]

FEEDBACK_LASTS = timedelta(days=14)


def feedback_ends(event: Event) -> datetime | None:
    return event.ends_at + FEEDBACK_LASTS if event.ends_at else None


def is_feedback_open(event: Event, now: datetime | None = None) -> bool:
    ends, now = feedback_ends(event), now or timezone.now()
    return bool(event.ends_at and ends and event.ends_at <= now < ends)


def has_come(registration: Registration) -> bool:
    return Attendance.objects.attended().filter(registration=registration).exists()

"""What becomes of proposals nobody answers: the supervisor is told two hours before, the credits come back at the hour."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from incubator.journal.models import record
from services.bookings import actions as bookings
from services.bookings.states import COMING
from services.calendar.models import Absence
from services.calendar.states import ABSENCE
from services.rescue import notices
from services.rescue.actions.answering import locked, still_stands
from services.rescue.actions.proposing import because, settle
from services.rescue.models import Rescue, RescueAnswer

#: So long before the meeting somebody of the programme takes over.
SUPERVISED = timedelta(hours=2)


def watch() -> None:
    """A tick: each row in its own transaction, each looked at again under its lock."""
    now = timezone.now()
    for pk in RescueAnswer.objects.open().values_list("pk", flat=True):
        end(pk)
    for pk in RescueAnswer.objects.open().filter(booking__starts_at__lte=now).values_list("pk", flat=True):
        lapse(pk)
    soon = RescueAnswer.objects.open().filter(booking__starts_at__lte=now + SUPERVISED, warned_at=None)
    for pk in soon.values_list("pk", flat=True):
        warn(pk)


@transaction.atomic
def end(answer_id: Any) -> None:
    """Cancelled, moved or given to somebody else on another page: the proposal has lost its sense."""
    answer = locked(answer_id)
    is_due = answer.booking.starts_at <= timezone.now() and answer.booking.state in COMING
    if answer.is_open and not still_stands(answer) and not is_due:
        settle(answer, "end", by=None)


@transaction.atomic
def lapse(answer_id: Any) -> None:
    """The hour has come and the startup has not said: no meeting, and nothing to pay."""
    answer = locked(answer_id)
    booking = answer.booking
    if answer.is_open and booking.state in COMING and booking.starts_at <= timezone.now():
        bookings.call_off(booking.pk, by=None, reason=because(answer.rescue.absence))
        settle(answer, "lapse", by=None)


@transaction.atomic
def warn(answer_id: Any) -> None:
    answer = locked(answer_id)
    if answer.is_open and answer.warned_at is None and answer.booking.starts_at <= timezone.now() + SUPERVISED:
        answer.warned_at = timezone.now()
        answer.save(update_fields=["warned_at"])
        notices.rescue_open(answer)


@transaction.atomic
def withdraw(rescue_id: Any, *, by: Any, reason: str = "") -> Rescue:
    """The absence falls through: what was only proposed is taken back, what is settled stays."""
    rescue = Rescue.objects.locked().with_card().get(pk=rescue_id)
    for pk in rescue.answers.open().values_list("pk", flat=True):
        answer = locked(pk)
        if answer.is_open:
            notices.rescue_withdrawn(answer)
            settle(answer, "withdraw", by=by)
    absence = Absence.objects.locked().get(pk=rescue.absence_id)
    absence.state = ABSENCE.after("withdraw", absence.state)
    absence.save(update_fields=["state"])
    record("withdraw", rescue, by=by, note=reason)
    return rescue

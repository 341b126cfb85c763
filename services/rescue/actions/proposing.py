"""A proposal keeps the substitute's hour from the moment it is made, so that whoever accepts it has it."""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings.models import Booking
from services.calendar.models import Absence
from services.calendar.states import ABSENCE, AbsenceState
from services.calendar.taking import Taken, disengage, engage
from services.rescue import notices
from services.rescue.models import RescueAnswer
from services.rescue.queries import substitutes
from services.rescue.states import ANSWER, Way


def keep_hour(answer: RescueAnswer) -> None:
    """Raises Taken when it is gone, Refused when that person receives nobody any more."""
    booking = answer.booking
    when = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Kept: %(meeting)s") % {"meeting": booking}
    engage(answer, answer.substitute_id or 0, title=title, **when)


def propose(answer: RescueAnswer, *, by: Any) -> None:
    """Told to the startup, and to the substitute whose hour is kept; the meeting is in question until there is an answer."""
    Booking.objects.filter(pk=answer.booking_id).update(is_in_question=True)
    record("propose", answer, by=by, startup=answer.booking.startup_id, way=answer.way)
    notices.rescue_proposed(answer)
    notices.substitute_asked(answer)


def propose_next(answer: RescueAnswer, *, by: Any) -> RescueAnswer:
    """The substitute cannot come after all: the next one is asked for, or the startup chooses another time."""
    disengage(answer)
    answer.tried = [*answer.tried, answer.substitute_id or 0]
    answer.asked += 1
    for one in substitutes([answer.booking], but=answer.tried)[answer.booking_id]:
        answer.way, answer.substitute_id, answer.place = Way.SUBSTITUTE, one.pk, one.place
        try:
            keep_hour(answer)
        except (Taken, Refused):
            answer.tried = [*answer.tried, one.pk]
        else:
            break
    else:
        answer.way, answer.substitute, answer.place = Way.OTHER_TIME, None, ""
    answer.save(update_fields=["way", "substitute", "place", "tried", "asked"])
    propose(answer, by=by)
    return answer


def settle(answer: RescueAnswer, verb: str, *, by: Any) -> RescueAnswer:
    """The proposal is over; what it kept is free. With the last one, the absence is settled."""
    answer.state = ANSWER.after(verb, answer.state)
    answer.settled_at, answer.settled_by = timezone.now(), by
    answer.save(update_fields=["state", "settled_at", "settled_by"])
    Booking.objects.filter(pk=answer.booking_id).update(is_in_question=False)
    record(verb, answer, by=by, startup=answer.booking.startup_id)
    disengage(answer)
    settle_absence(answer.rescue_id)
    return answer


def because(absence: Absence) -> str:
    """Why a meeting is called off, in one sentence."""
    said = _("%(who)s cannot come.") if absence.provider_id else _("%(who)s cannot be used.")
    return (_("%(who)s is closed.") if absence.is_closure else said) % {"who": absence}


def settle_absence(rescue_id: Any) -> None:
    if RescueAnswer.objects.open().filter(rescue=rescue_id).exists():
        return
    absence = Absence.objects.locked().get(rescue=rescue_id)
    if absence.state == AbsenceState.DECLARED:
        absence.state = ABSENCE.after("process", absence.state)
        absence.save(update_fields=["state"])

"""What the startup says to a proposal. Two clicks at once are one: whoever comes second finds it settled."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incubator.errors import Refused
from services.bookings import actions as bookings
from services.bookings.actions.holding import Choice
from services.bookings.models import Booking
from services.bookings.rules import is_coming
from services.calendar.models import Provider
from services.calendar.taking import disengage
from services.rescue.actions.proposing import because, propose_next, settle
from services.rescue.models import RescueAnswer
from services.rescue.states import AnswerState, Way
from startups.models import Startup


def locked(answer_id: Any) -> RescueAnswer:
    """Startup, meeting, answer, then the substitute: the order of every change of a meeting."""
    startup, booking = RescueAnswer.objects.values_list("booking__startup", "booking").get(pk=answer_id)
    Startup.objects.locked().get(pk=startup)
    Booking.objects.locked().get(pk=booking)
    answer = RescueAnswer.objects.locked().with_card().get(pk=answer_id)
    if answer.substitute_id:
        Provider.objects.locked().get(pk=answer.substitute_id)
    return answer


def still_stands(answer: RescueAnswer) -> bool:
    """The meeting is to come, and nobody has moved it or given it to somebody else since."""
    return is_coming(answer.booking) and answer.booking.schedule_rev == answer.revision


def _to_be_answered(answer: RescueAnswer) -> None:
    if not (answer.is_open and still_stands(answer)):
        raise Refused(_("This is settled already. Here is where the meeting stands."))


@transaction.atomic
def accept(answer_id: Any, *, by: Any, asked: int | None = None) -> RescueAnswer:
    """The substitute receives the startup: her hour, kept until now, is the meeting's.

    When she can no longer come the next one is proposed, and the answer stays open. `asked`: the proposal that was read.
    """
    answer = locked(answer_id)
    if answer.state == AnswerState.ACCEPTED:
        return answer
    _to_be_answered(answer)
    if answer.way != Way.SUBSTITUTE or (asked is not None and asked != answer.asked):
        raise Refused(_("The proposal has changed: please read it again."))
    try:
        with transaction.atomic():
            disengage(answer)
            bookings.substitute(answer.booking_id, answer.substitute_id or 0, by=by, place=answer.place)
    except Refused:
        return propose_next(answer, by=by)
    return settle(answer, "accept", by=by)


@transaction.atomic
def choose(answer_id: Any, choice: Choice, *, by: Any) -> RescueAnswer:
    """Another time, with whoever is free then. Raises Taken when that time is gone; the proposal then stays."""
    answer = locked(answer_id)
    if answer.state == AnswerState.MOVED:
        return answer
    _to_be_answered(answer)
    disengage(answer)
    bookings.move(answer.booking_id, choice, by=by, for_staff=True)
    return settle(answer, "move", by=by)


@transaction.atomic
def decline(answer_id: Any, *, by: Any) -> RescueAnswer:
    """The startup does without: the programme owes it the hour, so the credits come back."""
    answer = locked(answer_id)
    if answer.state == AnswerState.CANCELLED:
        return answer
    _to_be_answered(answer)
    bookings.call_off(answer.booking_id, by=by, reason=because(answer.rescue.absence))
    return settle(answer, "cancel", by=by)

"""An absence is stored together with an answer to every meeting it hits, or not at all.

Order of locks: startups, bookings, providers, rooms and machines, entitlements, each by id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places import actions as places
from incubator.errors import Refused
from incubator.journal.models import record
from services.bookings import actions as bookings
from services.bookings.actions.holding import expire
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.calendar.models import Absence, Provider
from services.calendar.taking import Taken
from services.rescue.actions.proposing import because, keep_hour, propose, propose_next, settle, settle_absence
from services.rescue.models import Rescue, RescueAnswer
from services.rescue.queries import Away, hits, kept, proposed_with, substitutes
from services.rescue.spares import spare, with_spare
from services.rescue.states import FIRST, AnswerState, Way
from startups.models import Startup


@dataclass(frozen=True)
class Chosen:
    """The answer for one meeting; `provider` for a substitute."""

    way: str
    provider: int | None = None


@transaction.atomic
def open_for(away: Away, answers: Mapping[UUID, Chosen], *, by: Any) -> Absence:
    """Stores the absence, does at once what needs nobody else, and asks the startups about the rest.

    Refused, with nothing stored, when a meeting has no answer: also one that was booked while the page was open.
    """
    if away.starts_at >= away.ends_at:
        raise Refused(_("The end comes before the beginning."), field="until")
    if away.ends_at <= timezone.now():
        raise Refused(_("This time is over."), field="until")
    hit = _locked(away, answers)
    absence = Absence.objects.create(
        provider=away.provider,
        resource=away.resource,
        site=away.site,
        is_everywhere=away.is_everywhere,
        starts_at=away.starts_at,
        ends_at=away.ends_at,
        reason=away.reason,
    )
    record("declare", absence, by=by)
    rescue = Rescue.objects.create(absence=absence, opened_by=by)
    record("open", rescue, by=by, meetings=len(hit))
    for booking in hit:
        _answer(rescue, booking, answers[booking.pk], away, by=by)
    for pk in kept(away).values_list("pk", flat=True):
        expire(pk, even_if_early=True)
    _free_proposals(away, by=by)
    settle_absence(rescue.pk)
    return absence


def _locked(away: Away, answers: Mapping[UUID, Chosen]) -> list[Booking]:
    """Locks what is hit, then whoever is concerned, then looks again: a meeting booked since has no answer yet."""
    seen = dict(hits(away).values_list("pk", "startup_id"))
    proposals = dict(proposed_with(away).values_list("pk", "booking"))
    lent = dict(Booking.objects.filter(pk__in=proposals.values()).values_list("pk", "startup_id"))
    list(Startup.objects.locked().filter(pk__in={*seen.values(), *lent.values()}).order_by("pk"))
    list(Booking.objects.locked().filter(pk__in={*seen, *lent}).order_by("pk"))
    list(RescueAnswer.objects.locked().filter(pk__in=proposals).order_by("pk"))
    people = {chosen.provider for chosen in answers.values()} | {away.provider.pk if away.provider else None}
    list(Provider.objects.locked().filter(pk__in=[pk for pk in people if pk]))
    found = list(hits(away).with_card().select_related("asked_by"))
    if not (
        {one.pk for one in found} <= set(seen)
        and set(proposed_with(away).values_list("pk")) <= {(pk,) for pk in proposals}
    ):
        raise Refused(_("A meeting was booked in the meantime: it needs an answer too."))
    for one in found:
        if one.pk not in answers:
            raise Refused(_("Each meeting needs an answer."), field=f"answer-{one.pk}")
    return found


def _answer(rescue: Rescue, booking: Booking, chosen: Chosen, away: Away, *, by: Any) -> None:
    way = Way(chosen.way)
    if way == Way.OTHER_TIME and booking.state == BookingState.PENDING:
        raise Refused(_("It is not approved yet: choose another answer."), field=f"answer-{booking.pk}")
    _supersede(booking, by=by)
    answer = RescueAnswer(rescue=rescue, booking=booking, way=way, state=FIRST[way], revision=booking.schedule_rev)
    if way == Way.SUBSTITUTE:
        _name(answer, chosen.provider)
    if answer.state != AnswerState.PROPOSED:
        answer.settled_at, answer.settled_by = timezone.now(), by
    answer.save(force_insert=True)
    _carry_out(answer, away, by=by)


def _supersede(booking: Booking, *, by: Any) -> None:
    """A meeting that waits for an answer about an earlier absence gets a new one."""
    for former in RescueAnswer.objects.locked().open().filter(booking=booking).select_related("booking"):
        settle(former, "end", by=by)


def _name(answer: RescueAnswer, provider_id: int | None) -> None:
    """Only whoever could be proposed: gives the service, and is free at that hour."""
    booking = answer.booking
    found = next((one for one in substitutes([booking])[booking.pk] if one.pk == provider_id), None)
    if found is None:
        raise Taken(_("This person can no longer come: choose again."), field=f"answer-{booking.pk}")
    answer.substitute = Provider.objects.select_related("person").get(pk=found.pk)
    answer.place = found.place


def _carry_out(answer: RescueAnswer, away: Away, *, by: Any) -> None:
    if answer.way == Way.SUBSTITUTE:
        try:
            keep_hour(answer)
        except Refused as gone:
            raise type(gone)(str(gone), field=f"answer-{answer.booking_id}") from gone
    elif answer.way == Way.CANCEL:
        bookings.call_off(answer.booking_id, by=by, reason=because(answer.rescue.absence))
    elif answer.way == Way.SWAP:
        _swap(answer.booking, away)
    if answer.state == AnswerState.PROPOSED:
        propose(answer, by=by)
    else:
        record(answer.way, answer, by=by, startup=answer.booking.startup_id)


def _swap(booking: Booking, away: Away) -> None:
    instead = spare(booking, away.resource) if away.resource else None
    if away.resource is None or instead is None:
        raise Taken(_("There is no other room or machine at this hour."), field=f"answer-{booking.pk}")
    when = {"starts_at": booking.starts_at, "ends_at": booking.ends_at}
    places.allocate(booking, with_spare(booking, away.resource, instead), title=booking.title, **when)


def _free_proposals(away: Away, *, by: Any) -> None:
    """Hours that were kept of somebody who is now away herself: the next one is proposed."""
    for answer in proposed_with(away).with_card():
        propose_next(answer, by=by)

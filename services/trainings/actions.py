"""The only code that changes what a training's seats cost: a startup pays a date once, however many of its people come.

Lock order: the event's own, then the date, then the seat, then the ledger's.
"""

import logging
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event
from events.registrations import actions as registrations
from events.registrations.actions import Registrant, Wish
from events.registrations.models import Registration
from incubator.errors import Refused
from services.calendar.actions.authorising import authorise_trained
from services.catalogue.models import Service
from services.ledger import actions as ledger
from services.ledger.models import Entitlement, Receipt
from services.ledger.needs import missing
from services.trainings.models import TrainingOffer, TrainingSeat
from services.trainings.queries import is_paid_by_another
from services.trainings.reckoning import Verdict, verdict
from services.trainings.states import SeatState

logger = logging.getLogger(__name__)


@transaction.atomic
def register(offer_id: int, who: Registrant, wish: Wish, *, by: Any) -> Registration:
    """A seat and its price in one transaction: without credits nobody is registered. Raises Refused with what is missing."""
    offer = TrainingOffer.objects.select_related("service", "event").get(pk=offer_id)
    if who.startup is None:
        raise Refused(_("Choose the startup that uses its credits."), field="startup")
    if not Service.objects.offered().filter(pk=offer.service_id).exists():
        raise Refused(_("This service is not offered any more."))
    if lacks := missing(who.startup, offer.service):
        raise Refused(" ".join(lacks))
    made = registrations.register(offer.event_id, who, wish, by=by)
    seat = _seat(offer, made)
    if seat is not None:
        _settle(seat.pk, by=by)
    return made


def _seat(offer: TrainingOffer, registration: Registration) -> TrainingSeat | None:
    """The row that the ledger names; none for somebody who comes for herself."""
    if registration.startup_id is None:
        return None
    wanted = TrainingSeat(offer=offer, registration=registration, startup_id=registration.startup_id)
    TrainingSeat.objects.bulk_create([wanted], ignore_conflicts=True)
    return TrainingSeat.objects.get(registration=registration)


def settle_seats() -> None:
    """The tick: what was registered, withdrawn, attended or certified elsewhere is brought into the ledger, each row by itself."""
    for offer_id, pk in _unknown():
        _take_note(offer_id, pk)
    for pk in TrainingSeat.objects.due().order_by("pk").values_list("pk", flat=True):
        try:
            settle(pk)
        except Refused as refusal:
            logger.info("training seat %s: %s", pk, refusal)
    for pk in TrainingSeat.objects.unreceived().order_by("pk").values_list("pk", flat=True):
        receive(pk)


def _unknown() -> list[tuple[int, Any]]:
    """Live registrations of startups for dates that cost credits, not yet known here: made on the event's page, or by staff."""
    offers = dict(TrainingOffer.objects.values_list("event_id", "pk"))
    live = Registration.objects.live().filter(event__in=offers, startup__isnull=False)
    rows = live.exclude(pk__in=TrainingSeat.objects.values("registration"))
    return [(offers[event], pk) for event, pk in rows.values_list("event_id", "pk")]


@transaction.atomic
def _take_note(offer_id: int, registration_id: Any) -> None:
    offer = TrainingOffer.objects.get(pk=offer_id)
    _seat(offer, Registration.objects.get(pk=registration_id))


@transaction.atomic
def settle(seat_id: int) -> TrainingSeat:
    """Brings the ledger to what the registration says; a seat without credits is marked for the staff, and tried again."""
    try:
        with transaction.atomic():
            return _settle(seat_id, by=None)
    except Refused:
        return _mark(TrainingSeat.objects.locked().get(pk=seat_id), SeatState.UNPAID)


@transaction.atomic
def receive(seat_id: int) -> None:
    """Used before, and received now: a certificate may come long after the credits were used."""
    seat = TrainingSeat.objects.locked().select_related("offer__service").get(pk=seat_id)
    found = verdict(_now(seat))
    if seat.state == SeatState.USED and found.state == SeatState.USED and found.is_received:
        _receive(seat)


def _receive(seat: TrainingSeat) -> None:
    """What asks for this training is open now, and the machines it is about to the person who came."""
    service, person = seat.offer.service, _now(seat).person
    ledger.receive(seat, seat.startup_id, service)
    for machine in service.opens.all() if person else ():
        authorise_trained(person, seat.startup, machine, note=service.name)


def _settle(seat_id: int, *, by: Any) -> TrainingSeat:
    """Places of one date settle one after the other: which of a startup's pays is decided under the lock of the date."""
    TrainingOffer.objects.locked().get(pk=TrainingSeat.objects.values("offer").get(pk=seat_id)["offer"])
    seat = TrainingSeat.objects.locked().with_card().get(pk=seat_id)
    if seat.state == SeatState.USED:
        return seat
    found = verdict(_now(seat))
    is_sat = found.state in {SeatState.HELD, SeatState.USED}
    if is_sat and not is_paid_by_another(seat):
        _hold(seat, by=by)
    if not is_sat:
        _lock_account(seat)
    _close(seat, found, by=by)
    _mark(seat, found.state)
    if not is_sat:
        _pass_on(seat, by=by)
    return seat


def _lock_account(seat: TrainingSeat) -> None:
    """What is given back may be reserved anew for another place in the same breath: entitlements are locked by id before both."""
    rows = Entitlement.objects.filter(startup=seat.startup_id).covering(seat.offer.service)
    list(rows.order_by("pk").locked())


def _pass_on(seat: TrainingSeat, *, by: Any) -> None:
    """The place that paid is given back: another of the same startup pays instead, or is marked for the staff."""
    heir = seat.beside().filter(state__in=[SeatState.HELD, SeatState.USED]).with_card().first()
    if heir is None or is_paid_by_another(seat):
        return
    try:
        with transaction.atomic():
            _hold(heir, by=by)
    except Refused:
        _mark(heir, SeatState.UNPAID if heir.state == SeatState.HELD else heir.state)
        return
    if heir.state == SeatState.USED:
        ledger.consume(heir, by=by, is_received=Receipt.objects.about(heir).exists())


def _now(seat: TrainingSeat) -> Registration:
    return Registration.objects.select_related("event").get(pk=seat.registration_id)


def _hold(seat: TrainingSeat, *, by: Any) -> None:
    """On the day of the training: credits that end before it do not pay it."""
    event, service = seat.offer.event, seat.offer.service
    ledger.hold(seat.startup_id, service, seat, amount=service.price, on=_day(event), by=by)


def _day(event: Event) -> Any:
    return timezone.localdate(event.starts_at) if event.starts_at else timezone.localdate()


def _close(seat: TrainingSeat, found: Verdict, *, by: Any) -> None:
    if found.state == SeatState.USED:
        ledger.consume(seat, by=by, is_received=found.is_received)
        if found.is_received:
            _receive(seat)
    elif found.state != SeatState.HELD:
        ledger.release(seat, by=by)


def _mark(seat: TrainingSeat, state: str) -> TrainingSeat:
    if seat.state != state:
        seat.state, seat.moved_at = state, timezone.now()
        seat.save(update_fields=["state", "moved_at"])
    return seat

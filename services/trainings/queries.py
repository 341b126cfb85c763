"""What pages show of the dates of a training."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from events.agenda import standings, telling
from events.agenda.models import Event
from events.agenda.standings import Standing
from services.catalogue.models import Service
from services.ledger.models import Entry
from services.ledger.states import Verb
from services.trainings.models import TrainingOffer, TrainingSeat
from startups.models import Startup


class Date(NamedTuple):
    """One date in words, with the places left and how the reader stands with it."""

    event: Event
    day: date
    begins: str
    place: str
    places: telling.Told | None
    standing: Standing | None
    is_open: bool


def offers_of(service: Service, user: Any) -> QuerySet[TrainingOffer]:
    return TrainingOffer.objects.visible_to(user).filter(service=service).coming().with_card()


def is_paid_by_another(seat: TrainingSeat) -> bool:
    """Another place of the startup at this date has its credits reserved or used."""
    keys = [str(pk) for pk in seat.beside().values_list("pk", flat=True)]
    held = Entry.objects.filter(kind_of_thing=seat._meta.label_lower, key_of_thing__in=keys, verb=Verb.HOLD)
    return bool(keys) and held.filter(Q(closed_by=None) | Q(closed_by__verb=Verb.CONSUME)).exists()


def paid_dates(startups: Iterable[Startup], offers: Iterable[TrainingOffer]) -> set[tuple[int, int]]:
    """(startup, event) of dates that a startup has paid already: more of its people come without further credits."""
    rows = TrainingSeat.objects.sitting().filter(startup__in=list(startups), offer__in=list(offers))
    return set(rows.values_list("startup", "offer__event"))


def dates(offers: Iterable[TrainingOffer], user: Any) -> list[Date]:
    events = [offer.event for offer in offers]
    own = standings.of(user, [event.pk for event in events])
    return [_date(event, own.get(event.pk)) for event in events]


def _date(event: Event, standing: Standing | None) -> Date:
    places = telling.places(event, list(event.seatings.all()))
    is_open = bool(places and places.tone in {"ok", "wait"}) and standing is None
    return Date(event, telling.day(event), telling.begins(event), telling.place(event), places, standing, is_open)

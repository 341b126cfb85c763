"""What pages show of the dates of a training."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from events.agenda import standings, telling
from events.agenda.models import Event
from events.agenda.standings import Standing
from services.catalogue.models import Service
from services.trainings.models import TrainingOffer


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


def dates(offers: Iterable[TrainingOffer], user: Any) -> list[Date]:
    events = [offer.event for offer in offers]
    own = standings.of(user, [event.pk for event in events])
    return [_date(event, own.get(event.pk)) for event in events]


def _date(event: Event, standing: Standing | None) -> Date:
    places = telling.places(event, list(event.seatings.all()))
    is_open = bool(places and places.tone in {"ok", "wait"}) and standing is None
    return Date(event, telling.day(event), telling.begins(event), telling.place(event), places, standing, is_open)

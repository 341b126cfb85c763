"""Makers of trainings that cost credits."""

from typing import Any

from events.agenda.models import Event
from events.agenda.states import EventKind
from incubator.demo.make_events import event
from incubator.demo.make_services import service
from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.trainings.models import TrainingOffer


def training(*, what: Service | None = None, of: Event | None = None, price: Any = 1, **fields: Any) -> TrainingOffer:
    """One date of a training; `fields` are those of its event."""
    wanted = what or service(kind=ServiceKind.TRAINING, manner=Manner.SEAT, price=price)
    return TrainingOffer.objects.create(service=wanted, event=of or event(**{"kind": EventKind.TRAINING, **fields}))

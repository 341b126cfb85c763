from typing import Any

from services.catalogue.models import Service
from services.catalogue.states import Manner
from services.trainings.models import TrainingOffer
from startups.queries import seats_of


def is_training(service: Service) -> bool:
    return service.manner == Manner.SEAT


def may_see_dates(user: Any, service: Service) -> bool:
    return is_training(service)


def may_register(user: Any, offer: TrainingOffer) -> bool:
    """Whoever belongs to a startup: any member may learn; what it costs stands on the page."""
    return any(True for _seat in seats_of(user))

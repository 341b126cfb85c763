"""Dates of a training with long names, and a place whose credits are reserved."""

from typing import Any

from events.registrations.actions import Registrant, Wish
from incubator.demo import make
from services.trainings import actions
from startups.models import Startup

LONG = "Réglementation des énergies renouvelables, autorisations et raccordement au réseau de distribution"


def trainings(startup: Startup) -> dict[str, Any]:
    make.entitlement(of=startup, kind="training", amount=6)
    offer, owner = make.training(title=LONG, price=2), make.owner_of(startup)
    full = make.training(what=offer.service, title=LONG, capacity=1)
    make.registration(of=full.event)
    actions.register(offer.pk, Registrant(person=owner, startup=startup), Wish(way="room"), by=owner)
    return {"training_offer": offer, "full_offer": full}

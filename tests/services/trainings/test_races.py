"""Many clients register for one date on one balance, while the clock settles: nobody sits for nothing, no balance below zero."""

import pytest

from events.registrations.actions import Registrant, Wish
from incubator.demo import make
from incubator.errors import Refused
from services.ledger.models import Entitlement
from services.ledger.queries import drifted
from services.trainings import actions
from services.trainings.models import TrainingSeat
from services.trainings.states import SeatState
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_five_credits_are_five_places_whoever_registers_at_once():
    offer, team = make.training(capacity=20), make.startup()
    make.entitlement(of=team, kind="training", amount=5)
    people = [make.member(of=team) for _ in range(12)]

    def one(person):
        who, wish = Registrant(person=person, startup=team), Wish(way="room")
        return lambda: actions.register(offer.pk, who, wish, by=person)

    answers = at_once([*map(one, people), *[actions.settle_seats] * 4], told=Refused)

    assert sum(isinstance(answer, Refused) for answer in answers) == 7
    assert TrainingSeat.objects.filter(state=SeatState.HELD).count() == 5
    assert offer.event.registrations.live().count() == offer.event.seatings.get().seats_taken == 5
    assert Entitlement.objects.get().left == 0
    assert drifted() == []


def test_the_clock_rung_many_times_at_once_settles_once():
    offer, team = make.training(), make.startup()
    make.entitlement(of=team, kind="training", amount=5)
    person = make.owner_of(team)
    make.registration(of=offer.event, who=person)
    offer.event.registrations.update(startup=team)

    at_once([actions.settle_seats] * 8)

    assert TrainingSeat.objects.get().state == SeatState.HELD
    assert Entitlement.objects.get().left == 4
    assert drifted() == []

"""Many clients register for one date on one balance, while the clock settles: nobody sits for nothing, no balance below zero."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.registrations import actions as registrations
from events.registrations.actions import Registrant, Wish
from events.registrations.models import Registration
from incubator.demo import make
from incubator.errors import Refused
from services.ledger.models import Entitlement
from services.ledger.queries import drifted
from services.trainings import actions
from services.trainings.models import TrainingSeat
from services.trainings.states import SeatState
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_five_credits_are_five_dates_whoever_registers_at_once():
    what, team = make.service(kind="training", manner="seat"), make.startup()
    offers = [make.training(what=what) for _ in range(12)]
    make.entitlement(of=team, kind="training", amount=5)

    answers = at_once([*[seat_of(team, offer) for offer in offers], *[actions.settle_seats] * 4], told=Refused)

    assert sum(isinstance(answer, Refused) for answer in answers) == 7
    assert TrainingSeat.objects.filter(state=SeatState.HELD).count() == 5
    assert Registration.objects.live().count() == 5
    assert Entitlement.objects.get().left == 0
    assert drifted() == []


def test_a_date_is_paid_once_whoever_of_the_team_comes_and_leaves_at_once():
    """Credits that end first have the higher number: what is given back and what is reserved anew lock both by number."""
    offer, other, team = make.training(capacity=40), make.training(), make.startup()
    for days in (300, 200):
        ends_on = timezone.localdate() + timedelta(days=days)
        make.entitlement(of=team, kind="training", amount=5, ends_on=ends_on)
    at_once([seat_of(team, offer) for _ in range(16)], told=Refused)
    assert (TrainingSeat.objects.sitting().count(), left()) == (16, 9)

    leaving = list(Registration.objects.live().order_by("pk").values_list("pk", flat=True))[:15]
    gone = [lambda pk=pk: registrations.withdraw(pk, by=None) for pk in leaving]
    at_once([*gone, *[actions.settle_seats] * 4, seat_of(team, offer), *[seat_of(team, other)] * 2], told=Refused)
    actions.settle_seats()

    assert TrainingSeat.objects.filter(offer=offer).sitting().count() == 2
    assert left() == 8
    assert drifted() == []


def left():
    return sum(Entitlement.objects.values_list("left", flat=True))


def seat_of(team, offer):
    person = make.member(of=team)
    who, wish = Registrant(person=person, startup=team), Wish(way="room")
    return lambda: actions.register(offer.pk, who, wish, by=person)


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

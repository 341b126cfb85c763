"""A seat of a training and its price: the ledger says what the registrations say, wherever they were made."""

import random
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from events.afterwards.actions import issue
from events.door.actions import mark
from events.registrations import actions as registrations
from events.registrations.actions import Registrant, Wish
from events.registrations.models import Registration
from events.registrations.states import SEATED
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.errors import Refused
from services.calendar.actions.authorising import revoke
from services.calendar.models import Authorisation
from services.catalogue.states import NeedKind
from services.ledger import actions as ledger
from services.ledger.models import Entitlement, Entry
from services.ledger.needs import missing
from services.ledger.queries import by_source, delivered, drifted
from services.ledger.states import Verb
from services.trainings import actions
from services.trainings.models import TrainingSeat
from services.trainings.states import SeatState

pytestmark = pytest.mark.django_db


def team(amount=10, **more):
    made = make.startup()
    make.entitlement(of=made, kind="training", amount=amount, **more)
    return made


def registered(offer, of, who=None, **wish):
    person = who or make.owner_of(of)
    return actions.register(offer.pk, Registrant(person=person, startup=of), Wish(way="room", **wish), by=person)


def seat(registration):
    return TrainingSeat.objects.get(registration=registration)


def left(of):
    return sum(Entitlement.objects.filter(startup=of).values_list("left", flat=True))


def over(offer, *, ago=timedelta(hours=5)):
    make.past(offer.event, begins=timezone.now() - ago)


def on(machine):
    """Who may use it."""
    return list(Authorisation.objects.filter(resource=machine, revoked_at=None).values_list("person", flat=True))


def noted(offer, states):
    """`states`: primary key of a registration → what was noted of it."""
    mark(offer.event.sessions.get().pk, states, by=make.staff())


def test_a_place_reserves_its_price():
    offer, mine = make.training(price=2), team(5)

    row = registered(offer, mine)

    assert row.state == R.REGISTERED
    assert (seat(row).state, left(mine)) == (SeatState.HELD, 3)


def test_a_date_is_paid_once_by_a_startup_however_many_of_its_people_come():
    offer, mine, theirs = make.training(price=2, most_seats=3), team(5), team(2)
    first = registered(offer, mine, seats=3)
    second = registered(offer, mine, make.member(of=mine))
    registered(offer, theirs)

    assert (seat(first).state, seat(second).state) == (SeatState.HELD, SeatState.HELD)
    assert (left(mine), left(theirs)) == (3, 0)


def test_when_the_place_that_paid_is_given_back_another_pays_and_the_last_gives_the_credits_back():
    offer, mine = make.training(price=2), team(2)
    rows = [registered(offer, mine, person) for person in (make.owner_of(mine), make.member(of=mine))]
    for row, free in ((rows[0], 0), (rows[1], 2)):
        registrations.withdraw(row.pk, by=None)
        actions.settle_seats()
        assert left(mine) == free
    assert drifted() == []


@pytest.mark.parametrize(
    ("said", "free"), [(("excused", "attended"), 0), (("absent", "excused"), 0), (("excused",) * 2, 2)]
)
def test_what_a_startup_has_paid_is_used_when_one_of_its_people_was_to_come(said, free):
    offer, mine = make.training(price=2), team(2, starts_on=timezone.localdate() - timedelta(days=60))
    rows = [registered(offer, mine, person) for person in (make.owner_of(mine), make.member(of=mine))]
    over(offer)

    noted(offer, {row.pk: state for row, state in zip(rows, said, strict=True)})
    actions.settle_seats()

    assert left(mine) == free
    assert sum(by_source(Entry.objects.all()).values()) == 2 - free
    assert delivered(mine.pk, [offer.service_id]).get(offer.service_id, 0) == said.count("attended")


def test_credits_that_are_frozen_when_another_is_to_pay_mark_its_place():
    offer, mine = make.training(), team(1)
    rows = [registered(offer, mine, person) for person in (make.owner_of(mine), make.member(of=mine))]
    ledger.freeze(Entitlement.objects.get().pk, by=make.staff(), reason="Dossier incomplet")

    registrations.withdraw(rows[0].pk, by=None)
    actions.settle_seats()

    assert seat(rows[1]).state == SeatState.UNPAID


def test_without_credits_nobody_is_registered():
    offer, mine = make.training(price=2), team(1)

    with pytest.raises(Refused):
        registered(offer, mine)

    assert not Registration.objects.exists()
    assert (offer.event.seatings.get().seats_taken, left(mine)) == (0, 1)


def test_credits_that_end_before_the_training_do_not_pay_it():
    offer, mine = make.training(), team(5, ends_on=timezone.localdate() + timedelta(days=3))

    with pytest.raises(Refused):
        registered(offer, mine)


def test_what_is_missing_is_said_and_a_startup_is_asked_for():
    offer, mine = make.training(), team()
    offer.service.needs.create(kind=NeedKind.TRL, trl=6)

    with pytest.raises(Refused, match="TRL"):
        registered(offer, mine)
    with pytest.raises(Refused):
        actions.register(offer.pk, Registrant(person=make.person()), Wish(way="room"), by=None)


def test_registering_twice_reserves_once():
    offer, mine = make.training(), team()

    assert registered(offer, mine) == registered(offer, mine)

    assert left(mine) == 9


def test_whoever_waits_reserves_nothing_until_a_place_is_offered():
    offer, mine = make.training(capacity=1), team()
    first = make.registration(of=offer.event)
    row = registered(offer, mine)
    assert (row.state, seat(row).state, left(mine)) == (R.WAITLISTED, SeatState.WAITING, 10)

    registrations.withdraw(first.pk, by=None)
    actions.settle_seats()

    row.refresh_from_db()
    assert (row.state, seat(row).state, left(mine)) == (R.OFFERED, SeatState.HELD, 9)


@pytest.mark.parametrize("end", ["withdraw", "cancel", "lapse"])
def test_what_ends_before_the_training_gives_the_credits_back(end):
    offer, mine = make.training(), team()
    row = registered(offer, mine)
    if end == "withdraw":
        registrations.withdraw(row.pk, by=None)
    elif end == "cancel":
        registrations.cancel_event(offer.event_id, by=make.staff(), reason="Salle fermée.")
    else:
        Registration.objects.filter(pk=row.pk).update(state=R.LAPSED)

    actions.settle_seats()
    actions.settle_seats()

    assert (seat(row).state, left(mine)) == (SeatState.FREED, 10)
    assert Entry.objects.about(seat(row)).filter(verb=Verb.RELEASE).count() == 1


def test_a_registration_made_elsewhere_is_found_and_one_without_credits_is_marked():
    offer, rich, poor = make.training(), team(), team(0.5)
    rows = {}
    for one in (rich, poor):
        person = make.owner_of(one)
        who = Registrant(person=person, startup=one)
        rows[one] = registrations.register(offer.event_id, who, Wish(way="room"), by=person)
    make.registration(of=offer.event)

    actions.settle_seats()

    assert (seat(rows[rich]).state, seat(rows[poor]).state) == (SeatState.HELD, SeatState.UNPAID)
    assert (left(poor), TrainingSeat.objects.count()) == (Decimal("0.5"), 2)
    make.entitlement(of=poor, kind="training", amount=1)
    actions.settle_seats()
    assert (seat(rows[poor]).state, left(poor)) == (SeatState.HELD, Decimal("0.5"))


@pytest.mark.parametrize(
    ("said", "state", "received"),
    [("attended", SeatState.USED, 1), ("absent", SeatState.USED, 0), ("excused", SeatState.FREED, 0)],
)
def test_afterwards_the_credits_follow_who_came(said, state, received):
    offer, mine = make.training(), team()
    row = registered(offer, mine)
    over(offer)
    actions.settle_seats()
    assert seat(row).state == SeatState.HELD

    noted(offer, {row.pk: said})
    actions.settle_seats()
    actions.settle_seats()

    assert seat(row).state == state
    assert delivered(mine.pk, [offer.service_id]).get(offer.service_id, 0) == received
    assert left(mine) == (10 if state == SeatState.FREED else 9)


def test_a_passed_training_unlocks_what_requires_it():
    offer, mine = make.training(certificate="present"), team()
    after = make.service()
    after.needs.create(kind=NeedKind.DELIVERED, other=offer.service, times=1)
    row = registered(offer, mine)
    over(offer)
    noted(offer, {row.pk: "attended"})
    actions.settle_seats()
    assert (seat(row).state, bool(missing(mine, after))) == (SeatState.HELD, True)

    issue(offer.event_id, by=make.staff())
    actions.settle_seats()

    assert (seat(row).state, missing(mine, after)) == (SeatState.USED, [])


def test_attended_and_never_certified_is_used_and_not_received():
    offer, mine = make.training(certificate="present"), team()
    Entitlement.objects.update(starts_on=timezone.localdate() - timedelta(days=60))
    row = registered(offer, mine)
    over(offer, ago=timedelta(days=31))
    noted(offer, {row.pk: "attended"})

    actions.settle_seats()

    assert seat(row).state == SeatState.USED
    assert delivered(mine.pk, [offer.service_id]) == {}


def test_a_certificate_issued_long_after_the_event_counts_still():
    offer, mine = make.training(certificate="present"), team()
    Entitlement.objects.update(starts_on=timezone.localdate() - timedelta(days=60))
    row = registered(offer, mine)
    over(offer, ago=timedelta(days=31))
    noted(offer, {row.pk: "attended"})
    actions.settle_seats()

    issue(offer.event_id, by=make.staff())
    actions.settle_seats()
    actions.settle_seats()

    assert delivered(mine.pk, [offer.service_id]) == {offer.service_id: 1}
    assert (seat(row).state, left(mine)) == (SeatState.USED, 9)


def test_a_training_that_costs_nothing_is_received_by_whoever_was_there():
    offer, mine, absent = make.training(price=0), make.startup(), make.startup()
    row, other = registered(offer, mine), registered(offer, absent)
    over(offer)

    noted(offer, {row.pk: "attended", other.pk: "absent"})
    actions.settle_seats()

    assert delivered(mine.pk, [offer.service_id]) == {offer.service_id: 1}
    assert delivered(absent.pk, [offer.service_id]) == {}


@pytest.mark.parametrize("seed", range(5))
def test_after_any_history_the_ledger_per_funder_says_what_the_seats_say(seed):
    dice, price = random.Random(seed), Decimal(2)  # noqa: S311 -- no secret
    sources = [make.source(code=f"t{seed}{n}") for n in range(2)]
    teams = [team(dice.randrange(1, 9), source=dice.choice(sources)) for _ in range(4)]
    offers = [make.training(price=price, capacity=dice.randrange(1, 4)) for _ in range(2)]
    members = [(one, person) for one in teams for person in (make.owner_of(one), make.member(of=one))]

    for _ in range(25):
        wander(dice, offers, members)
    for offer in offers[:1]:
        over(offer)
        sat = Registration.objects.filter(event=offer.event, state=R.REGISTERED)
        noted(offer, {row.pk: dice.choice(["attended", "absent", "excused"]) for row in sat})
    actions.settle_seats()

    agrees(price)


def wander(dice, offers, members):
    deed, offer = dice.choice(["here", "there", "leave", "accept", "tick"]), dice.choice(offers)
    one, person = dice.choice(members)
    row = Registration.objects.live().filter(event=offer.event, person=person).first()
    try:
        if deed == "here":
            registered(offer, one, person)
        elif deed == "there":
            who = Registrant(person=person, startup=one)
            registrations.register(offer.event_id, who, Wish(way="room"), by=person)
        elif deed == "leave" and row:
            registrations.withdraw(row.pk, by=person)
        elif deed == "accept" and row:
            registrations.accept(row.pk, by=person)
        elif deed == "tick":
            actions.settle_seats()
    except Refused:
        return


def agrees(price):
    """Each startup has one price reserved or used for a date at which somebody of it sits or sat, and none else; per funder too."""
    used = Counter()
    for one in TrainingSeat.objects.select_related("registration"):
        assert (one.state in {SeatState.HELD, SeatState.UNPAID}) <= (one.registration.state in SEATED)
        places = [one, *one.beside()]
        is_sat = any(place.state in {SeatState.HELD, SeatState.USED} for place in places)
        kept = [entry for place in places for entry in Entry.objects.about(place).filter(verb=Verb.HOLD)]
        paid = [entry for entry in kept if getattr(entry, "closed_by", None) is None or entry.closed_by.amount == 0]
        assert -sum(entry.amount for entry in paid) == (price if is_sat else 0)
        for entry in Entry.objects.about(one).consumed().select_related("closes", "entitlement__source"):
            used[entry.entitlement.source.code] += entry.used
    assert by_source(Entry.objects.all()) == used
    assert drifted() == []


def test_whoever_came_to_a_training_may_use_the_machines_it_opens(db):
    laser, other = make.resource(), make.resource()
    offer, of = make.training(), team()
    offer.service.opens.add(laser)
    came, stayed_away = make.owner_of(of), make.member(of=of)
    there, away = registered(offer, of), registered(offer, of, stayed_away)
    over(offer)
    noted(offer, {there.pk: "attended", away.pk: "absent"})

    actions.settle_seats()
    actions.settle_seats()

    assert on(laser) == [came.pk]
    assert on(other) == []


def test_an_authorisation_that_was_taken_back_does_not_return_by_itself(db):
    laser, offer, of = make.resource(), make.training(), team()
    offer.service.opens.add(laser)
    there = registered(offer, of)
    over(offer)
    noted(offer, {there.pk: "attended"})
    actions.settle_seats()

    revoke(Authorisation.objects.get(resource=laser).pk, by=make.staff(), reason="Lunettes oubliées")
    actions.settle_seats()

    assert on(laser) == []

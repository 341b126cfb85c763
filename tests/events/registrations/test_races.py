"""Many clients at once on really committed rows. Each guard has its control: without it, the test would be red.

RACE_EVENTS, RACE_THREADS and RACE_SECONDS make the long run (200 events for 30 seconds); the suite runs a short one.
"""

import os
import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection
from django.db.models import Sum
from django.utils import timezone

from events.agenda.models import Seating
from events.registrations import actions
from events.registrations.actions import leaving, registering, waiting
from events.registrations.models import Quota, Registration
from events.registrations.states import LIVE, RegistrationState
from incubator.demo import make
from incubator.errors import Refused
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]
R = RegistrationState
EVENTS = int(os.environ.get("RACE_EVENTS", "20"))
THREADS = int(os.environ.get("RACE_THREADS", "16"))
SECONDS = float(os.environ.get("RACE_SECONDS", "3"))
ON_THE_LIST = (R.PENDING, R.REGISTERED, R.WAITLISTED, R.OFFERED)


def coming(event, person, **wish):
    who, asked = actions.Registrant(person=person, startup=wish.pop("startup", None)), actions.Wish(way="room", **wish)
    return lambda: actions.register(event.pk, who, asked, by=person)


def rush(capacity, clients):
    event, people = make.event(capacity=capacity), [make.person() for _ in range(clients)]
    told = at_once([coming(event, person) for person in people])
    assert not [one for one in told if isinstance(one, Exception)], told
    return event


def held(event):
    return event.registrations.seated().aggregate(seats=Sum("seats", default=0))["seats"]


# The rush ------------------------------------------------------------------------------------------------------------
def test_thirty_two_clients_take_twenty_places_and_twelve_wait():
    event = rush(20, 32)

    states = Counter(event.registrations.values_list("state", flat=True))
    assert states == {R.REGISTERED: 20, R.WAITLISTED: 12}
    assert make.seating(event).seats_taken == held(event) == 20
    numbers = event.registrations.waiting().values_list("queue_no", flat=True)
    assert list(numbers) == list(range(1, 13))


def test_control_looking_before_taking_oversells(monkeypatch):
    """The same rush, where each looks whether there is a place and then takes it."""

    def look_then_take(seating_id, seats=1):
        seating = Seating.objects.get(pk=seating_id)
        if seating.lacks(seats):
            return False
        time.sleep(0.05)
        Seating.objects.filter(pk=seating_id).update(seats_taken=seating.seats_taken + seats)
        return True

    monkeypatch.setattr(registering, "take_seat", look_then_take)
    event = rush(20, 32)

    assert held(event) > 20


def test_one_person_who_clicks_on_eight_devices_has_one_registration():
    event, person = make.event(), make.person()

    rows = at_once([coming(event, person) for _ in range(8)])

    assert len({row.pk for row in rows}) == 1
    assert make.seating(event).seats_taken == 1


def test_a_limit_of_a_startup_holds_when_all_its_people_come_at_once():
    startup, event = make.startup(), make.event(most_per_startup=3)
    people = [make.person() for _ in range(12)]

    told = at_once([coming(event, person, startup=startup) for person in people])

    assert sum(isinstance(one, Refused) for one in told) == 9
    assert make.seating(event).seats_taken == Quota.objects.get().used == 3


def test_withdrawn_twice_at_once_a_place_comes_back_once():
    event = make.event(capacity=1)
    row, first, second = (make.registration(of=event) for _ in range(3))

    at_once([lambda: actions.withdraw(row.pk, by=None)] * 8)

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (R.OFFERED, R.WAITLISTED)


def test_a_place_that_comes_back_while_newcomers_press_goes_to_who_waits():
    for _ in range(5):
        event = make.event(capacity=1)
        row, first = make.registration(of=event), make.registration(of=event)
        people = [make.person() for _ in range(6)]

        at_once([lambda row=row: actions.withdraw(row.pk, by=None), *(coming(event, one) for one in people)])

        first.refresh_from_db()
        assert first.state == R.OFFERED
        assert make.seating(event).seats_taken == held(event) == 1


def test_control_without_passing_on_a_newcomer_overtakes(monkeypatch):
    monkeypatch.setattr(leaving, "pass_on", lambda seating: 0)
    event = make.event(capacity=1)
    row, first = make.registration(of=event), make.registration(of=event)

    actions.withdraw(row.pk, by=None)
    newcomer = make.registration(of=event)

    first.refresh_from_db()
    assert (first.state, newcomer.state) == (R.WAITLISTED, R.REGISTERED)


def test_accepting_at_the_second_the_offer_ends_gives_one_answer():
    for _ in range(5):
        event = make.event(capacity=1)
        row, first, second = (make.registration(of=event) for _ in range(3))
        actions.withdraw(row.pk, by=None)
        Registration.objects.filter(pk=first.pk).update(offer_until=timezone.now() + timedelta(milliseconds=30))

        def wait_and(deed, pk=first.pk):
            def work():
                time.sleep(0.03)
                return deed(pk)

            return work

        at_once([wait_and(lambda pk: actions.accept(pk, by=None)), wait_and(actions.lapse), wait_and(actions.lapse)])

        first.refresh_from_db()
        second.refresh_from_db()
        in_time = (first.state, second.state) == (R.REGISTERED, R.WAITLISTED)
        # Late: the next in line has the offer, and she is back on the list or has still to ask for it.
        assert in_time or (second.state == R.OFFERED and first.state in {R.WAITLISTED, R.LAPSED})
        assert make.seating(event).seats_taken == held(event) == 1


# The long one ---------------------------------------------------------------------------------------------------------
class Crowd:
    """People who do anything at random, and offers noted with whoever was passed over."""

    def __init__(self, events, people, startups):
        self.events, self.people, self.startups = events, people, startups
        self.overtaken, self.failures, self.done = [], [], Counter()

    def live(self, dice, *states):
        rows = Registration.objects.filter(event_id=dice.choice(self.events).pk, state__in=states)
        return dice.choice(list(rows.values_list("pk", flat=True)) or [None])

    def step(self, dice):
        verb = dice.choice(
            ["register"] * 5 + ["withdraw", "withdraw", "accept", "accept", "decline", "expire", "lapse"]
        )
        self.done[verb] += 1
        if verb == "register":
            n = dice.randrange(len(self.people))
            seats = dice.choice([1, 1, 1, 2])
            startup = self.startups[n % len(self.startups)]
            wish = {"seats": seats, "may_split": seats > 1 and dice.random() < 0.5, "startup": startup}
            return coming(dice.choice(self.events), self.people[n], **wish)()
        states = {"withdraw": [R.REGISTERED, R.WAITLISTED], "accept": [R.OFFERED, R.LAPSED]}.get(verb, [R.OFFERED])
        pk = self.live(dice, *states)
        if pk is None:
            return None
        if verb == "accept":
            return actions.accept(pk, by=None)
        if verb in {"expire", "lapse"}:
            Registration.objects.filter(pk=pk, state=R.OFFERED).update(offer_until=timezone.now())
            return actions.accept(pk, by=None) if verb == "expire" else actions.lapse(pk)
        return actions.withdraw(pk, by=None)

    def run(self, seed):
        dice, until = random.Random(seed), time.monotonic() + SECONDS  # noqa: S311 -- dice, not secrets
        while time.monotonic() < until:
            try:
                with suppress(Refused):
                    self.step(dice)
            except Exception as failed:
                self.failures.append(failed)
        close_old_connections()
        connection.close()


def note_who_is_overtaken(crowd, monkeypatch):
    """At each offer, under the lock that gives it: does somebody earlier in line wait who would fit?"""
    real = waiting._offer

    def offer(row, *, by):
        earlier = row.seating.registrations.waiting().filter(queue_no__lt=row.queue_no, seats__lte=row.seats)
        crowd.overtaken += list(earlier.values_list("pk", flat=True))
        return real(row, by=by)

    monkeypatch.setattr(waiting, "_offer", offer)


def drift(event):
    """What the counters say less what the rows say."""
    rows = event.registrations
    found = {"seats": make.seating(event).seats_taken - held(event)}
    for quota in Quota.objects.filter(event=event):
        counted = rows.filter(startup=quota.startup_id, state__in=ON_THE_LIST)
        found[quota.startup_id] = quota.used - counted.aggregate(n=Sum("seats", default=0))["n"]
    return {name: by for name, by in found.items() if by}


def stranded(event):
    """Places that are free while somebody waits who would fit."""
    left = make.seating(event).left
    return event.registrations.waiting().filter(seats__lte=left).exists() if left else False


def test_at_random_nobody_is_oversold_overtaken_or_miscounted(monkeypatch):
    events = [make.event(capacity=3, most_seats=2, most_per_startup=9) for _ in range(EVENTS)]
    crowd = Crowd(events, [make.person() for _ in range(40)], [make.startup() for _ in range(4)])
    note_who_is_overtaken(crowd, monkeypatch)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(crowd.run, range(THREADS)))

    assert crowd.failures == []
    assert crowd.overtaken == []
    assert [drift(event) for event in events if drift(event)] == []
    assert [event.pk for event in events if held(event) > 3] == []
    assert [event.pk for event in events if stranded(event)] == []
    people = Registration.objects.filter(state__in=LIVE).values_list("event", "person")
    assert len(people) == len(set(people))
    assert sum(crowd.done.values()) > 100, crowd.done

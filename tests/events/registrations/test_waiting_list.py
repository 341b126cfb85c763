"""The way from a full event to a place: in order, with an end, never twice (booking.md 1)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from events.registrations import actions
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.models import Quota, Registration
from events.registrations.offering import offer_until
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.errors import Refused
from incubator.outbox.models import Letter

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
CASABLANCA = ZoneInfo("Africa/Casablanca")


def state(row):
    row.refresh_from_db()
    return row.state


def taken(event):
    return make.seating(event).seats_taken


def kinds(row):
    return set(Letter.objects.filter(key_of_thing=str(row.pk)).values_list("kind", flat=True))


@pytest.fixture
def full():
    event = make.event(capacity=1)
    return event, make.registration(of=event)


def test_who_comes_to_a_full_event_waits_in_order(full):
    event, _first = full

    rows = [make.registration(of=event) for _ in range(3)]

    assert [row.state for row in rows] == [R.WAITLISTED] * 3
    assert list(make.seating(event).registrations.waiting()) == rows
    assert taken(event) == 1


def test_a_freed_place_is_offered_to_the_first_in_line_and_a_newcomer_stands_behind(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)

    actions.withdraw(first.pk, by=first.person)
    newcomer = make.registration(of=event)

    assert [state(row) for row in (first, second, third, newcomer)] == [
        R.WITHDRAWN,
        R.OFFERED,
        R.WAITLISTED,
        R.WAITLISTED,
    ]
    assert taken(event) == 1
    assert "events.registrations.place_offered" in kinds(second)


def test_withdrawing_twice_frees_one_place_and_writes_one_letter(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)

    for _ in range(2):
        actions.withdraw(first.pk, by=first.person)

    assert state(second) == R.OFFERED
    assert state(third) == R.WAITLISTED
    assert Letter.objects.filter(kind__endswith="registration_withdrawn").count() == 1


def test_an_offer_that_is_declined_passes_on(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)
    actions.withdraw(first.pk, by=None)

    actions.withdraw(second.pk, by=second.person)

    assert state(third) == R.OFFERED
    actions.accept(third.pk, by=third.person)
    assert state(third) == R.REGISTERED
    assert taken(event) == 1


def test_an_offer_nobody_answers_passes_on_and_the_late_one_keeps_her_number(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)
    actions.withdraw(first.pk, by=None)
    second.refresh_from_db()

    with time_machine.travel(second.offer_until + timedelta(seconds=1)):
        actions.expire_due()
        late = actions.accept(second.pk, by=second.person)

    assert state(third) == R.OFFERED
    assert late.state == R.WAITLISTED
    assert late.queue_no < third.queue_no
    assert taken(event) == 1


def test_acceptance_after_the_end_is_late_even_before_the_clock_has_rung(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)
    actions.withdraw(first.pk, by=None)
    second.refresh_from_db()

    with time_machine.travel(second.offer_until + timedelta(seconds=1)):
        actions.accept(second.pk, by=second.person)

    assert state(second) == R.WAITLISTED
    assert state(third) == R.OFFERED


def test_a_group_that_does_not_fit_keeps_its_number_and_lets_the_next_one_pass():
    event = make.event(capacity=3, most_seats=3)
    holders = [make.registration(of=event) for _ in range(3)]
    group, single = make.registration(of=event, seats=2), make.registration(of=event)

    actions.withdraw(holders[0].pk, by=None)

    assert (state(group), state(single)) == (R.WAITLISTED, R.OFFERED)
    actions.withdraw(holders[1].pk, by=None)
    assert state(group) == R.WAITLISTED
    actions.withdraw(holders[2].pk, by=None)
    assert state(group) == R.OFFERED
    assert taken(event) == 3


def test_a_group_that_said_so_takes_what_there_is():
    event = make.event(capacity=2, most_seats=3)
    holders = [make.registration(of=event) for _ in range(2)]
    group = make.registration(of=event, seats=3, may_split=True)

    actions.withdraw(holders[0].pk, by=None)

    assert (state(group), group.seats) == (R.OFFERED, 1)


def test_new_places_go_to_those_who_wait(full, staff):
    event, _first = full
    rows = [make.registration(of=event) for _ in range(3)]

    actions.resize(make.seating(event).pk, by=staff, capacity=3)

    assert [state(row) for row in rows] == [R.OFFERED, R.OFFERED, R.WAITLISTED]
    with pytest.raises(Refused, match="2"):
        actions.resize(make.seating(event).pk, by=staff, capacity=1)


def test_shortly_before_nothing_is_offered_and_whoever_comes_first_takes_the_place(full):
    event, first = full
    second, third = make.registration(of=event), make.registration(of=event)

    with time_machine.travel(event.starts_at - HOUR):
        actions.withdraw(first.pk, by=None)
        assert (state(second), state(third)) == (R.WAITLISTED, R.WAITLISTED)
        actions.take(third.pk, by=third.person)
        with pytest.raises(Refused):
            actions.take(second.pk, by=second.person)

    assert state(third) == R.REGISTERED
    assert {"events.registrations.place_free"} <= kinds(second)


@pytest.mark.parametrize(
    ("now", "starts", "expected"),
    [
        ("2026-12-01 10:00", "2026-12-20 10:00", "2026-12-02 10:00"),
        ("2026-12-01 10:00", "2026-12-01 18:00", "2026-12-01 14:00"),
        ("2026-12-01 02:00", "2026-12-02 02:00", "2026-12-01 14:00"),
        ("2026-12-01 23:00", "2026-12-20 10:00", "2026-12-03 08:00"),
        ("2026-12-01 20:00", "2026-12-02 08:30", "2026-12-01 21:59"),
        ("2026-12-01 10:00", "2026-12-01 12:00", None),
    ],
)
def test_an_offer_ends_after_a_day_or_half_of_what_is_left_and_never_at_night(now, starts, expected):
    def at(said):
        return datetime.fromisoformat(said).replace(tzinfo=CASABLANCA)

    assert offer_until(at(now), at(starts), CASABLANCA) == (expected and at(expected))


def test_the_same_request_gives_the_same_registration(full):
    event = make.event()
    wish, who = Wish(way="room"), Registrant(person=make.person())

    rows = {actions.register(event.pk, who, wish, by=who.person).pk for _ in range(3)}
    again = actions.register(event.pk, who, Wish(way="room"), by=who.person)

    assert rows == {again.pk}
    assert taken(event) == 1
    assert Letter.objects.filter(kind__endswith="registration_confirmed", key_of_thing=str(again.pk)).count() == 1


def test_people_of_one_startup_are_limited_and_a_place_given_back_counts_again():
    event, startup = make.event(most_per_startup=1), make.startup()

    def come(person):
        return actions.register(event.pk, Registrant(person=person, startup=startup), Wish(way="room"), by=person)

    first = come(make.person())
    with pytest.raises(Refused, match="1"):
        come(make.person())
    actions.withdraw(first.pk, by=None)
    come(make.person())

    assert taken(event) == 1
    assert Quota.objects.get(event=event).used == 1


def test_an_address_without_account_holds_nothing_until_it_is_confirmed():
    event = make.event(capacity=1)

    made = make.registration(of=event, guest="visiteur@exemple.test", state=R.UNCONFIRMED)
    assert (made.state, taken(event)) == (R.UNCONFIRMED, 0)
    assert kinds(made) == {"events.registrations.address_to_confirm"}

    actions.confirm_address(made.pk)
    assert (state(made), taken(event)) == (R.REGISTERED, 1)


def test_with_approval_nothing_is_taken_until_staff_say_yes(staff):
    event = make.event(capacity=1, needs_approval=True)
    one, two = make.registration(of=event), make.registration(of=event)
    assert {one.state, two.state} == {R.PENDING}

    assert actions.approve(one.pk, by=staff).state == R.REGISTERED
    assert actions.approve(two.pk, by=staff).state == R.WAITLISTED
    assert taken(event) == 1


def test_a_cancelled_event_ends_every_registration_with_one_letter_each(full, staff):
    event, first = full
    waiting = make.registration(of=event)

    for _ in range(2):
        actions.cancel_event(event.pk, by=staff, reason="Salle fermée.")

    assert {state(first), state(waiting)} == {R.CANCELLED}
    assert taken(event) == 0
    assert Letter.objects.filter(kind__endswith="event_cancelled").count() == 2
    with pytest.raises(Refused):
        make.registration(of=event)


def test_moving_an_event_raises_the_number_of_each_calendar_entry(full, staff):
    event, first = full
    session = event.sessions.get()

    actions.move_event(event.pk, {session.pk: make.wall(session.starts_at + 24 * HOUR)}, by=staff)

    first.refresh_from_db()
    assert first.ics_seq == 1
    assert "events.registrations.event_moved" in kinds(first)
    event.refresh_from_db()
    assert event.starts_at - timezone.now() > 10 * 24 * HOUR


def test_no_counter_ever_drifts_from_the_rows(full):
    for row in Registration.objects.all():
        assert row.is_seated
    assert taken(full[0]) == Registration.objects.seated().count()

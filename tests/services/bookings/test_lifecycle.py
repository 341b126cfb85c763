"""Every move of a meeting from every state it is not allowed from, and what a person can no longer do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.places.models import Allocation
from incubator.demo import make
from incubator.errors import Refused
from services.bookings import actions
from services.bookings.actions.moving import step
from services.bookings.models import Booking
from services.bookings.states import BOOKING, BookingState
from services.calendar.models import Authorisation, Hours
from services.ledger.models import Entry
from services.ledger.queries import drifted

pytestmark = pytest.mark.django_db
VERBS = ["confirm", "ask", "expire", "approve", "reject", "move", "cancel", "cancel_late", "call_off", "attend", "miss"]
FORBIDDEN = [(verb, state) for verb in VERBS for state in BookingState if not BOOKING.allows(verb, state)]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One meeting whose state the tests only pretend."""
    return Booking(state=BookingState.HELD)


@pytest.mark.parametrize(("verb", "state"), FORBIDDEN)
def test_no_move_from_a_state_that_does_not_allow_it(made, verb, state):
    made.state = state

    with pytest.raises(Refused):
        step(made, verb, by=None)


@pytest.mark.parametrize("state", [BookingState.BY_STARTUP, BookingState.REJECTED, BookingState.ATTENDED])
def test_what_is_over_is_neither_moved_nor_called_off(state):
    service = make.service(needs_approval=state == BookingState.REJECTED)
    booking = make.booking(state=state, service=service)
    free = make.free(service, ahead=8)[0]

    for deed in (
        lambda: actions.move(booking.pk, make.choice(free), by=booking.asked_by),
        lambda: actions.call_off(booking.pk, by=make.staff(), reason="x"),
    ):
        with pytest.raises(Refused):
            deed()
    assert drifted() == []


def test_twice_is_once(staff):
    booking = make.booking()
    by = booking.asked_by
    for _ in range(2):
        actions.cancel(booking.pk, by=by)
    assert Entry.objects.filter(verb="release").count() == 1
    other = make.booking()
    for _ in range(2):
        actions.call_off(other.pk, by=staff, reason="x")
    assert Entry.objects.filter(verb="release").count() == 2


def test_it_is_confirmed_only_while_it_is_kept():
    booking = make.booking(state="held")
    Booking.objects.update(held_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Refused):
        actions.confirm(booking.pk, actions.Details("x"), by=booking.asked_by)


def test_whoever_keeps_another_time_gives_the_first_back():
    booking = make.booking(state="held")
    other = make.free(booking.service)[6]

    actions.hold(booking.startup_id, booking.service_id, make.choice(other), by=booking.asked_by)

    booking.refresh_from_db()
    assert booking.state == "expired"


def test_a_choice_that_fails_leaves_what_was_kept_before():
    booking = make.booking(state="held")
    gone = make.booking(service=booking.service, at=make.free(booking.service)[6])

    choice = actions.Choice(gone.starts_at, gone.provider_id)
    with pytest.raises(Refused):
        actions.hold(booking.startup_id, booking.service_id, choice, by=booking.asked_by)

    booking.refresh_from_db()
    assert booking.state == "held"


def test_credits_that_cover_the_new_day_stay_where_they_are():
    booking = make.booking()
    free = make.free(booking.service, ahead=8)[0]

    actions.move(booking.pk, make.choice(free), by=booking.asked_by)

    assert list(Entry.objects.about(booking).values_list("verb", flat=True)) == ["hold"]


def test_moving_past_the_end_of_the_credits_is_refused_and_the_old_time_stays():
    service = make.service()
    make.provider(of=service)
    startup = make.startup()
    make.entitlement(of=startup, kind=service.kind, ends_on=timezone.localdate() + timedelta(days=5))
    booking = make.booking(of=startup, service=service, credits=False)

    with pytest.raises(Refused):
        actions.move(booking.pk, make.choice(make.free(service, ahead=9)[0]), by=booking.asked_by)

    before = booking.starts_at
    booking.refresh_from_db()
    assert booking.starts_at == before
    assert drifted() == []


def test_moving_to_a_day_on_which_nobody_who_comes_may_use_the_machine_is_refused():
    lab, machine = make.service(with_person=False, places=["on_site"]), make.resource(kind="equipment")
    make.fitting(lab, machine, is_restricted=True)
    startup = make.startup()
    founder, colleague = make.owner_of(startup), make.member(of=startup)
    for person, days in ((founder, 4), (colleague, 90)):
        until = timezone.localdate() + timedelta(days=days)
        Authorisation.objects.create(person=person, startup=startup, resource=machine, until=until)
    weekly = [Hours(resource=machine, weekday=day, starts="09:00", ends="17:00") for day in range(7)]
    Hours.objects.bulk_create(weekly)
    booking = make.booking(of=startup, service=lab, by=founder)
    booking.participants.set([founder])
    later = make.choice(make.free(lab, ahead=9)[0])

    with pytest.raises(Refused, match=str(machine)):
        actions.move(booking.pk, later, by=founder)
    assert Allocation.objects.live().about(booking).get().blocked_from == booking.starts_at

    booking.participants.set([founder, colleague])
    assert actions.move(booking.pk, later, by=founder).starts_at == later.at

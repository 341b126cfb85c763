"""Every verb from every state it is not allowed from, and what the actions make of it."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone

from events.registrations import actions
from events.registrations.actions.moving import move
from events.registrations.models import Registration
from events.registrations.seats import take_seat
from events.registrations.states import REGISTRATION, SEATED, RegistrationState
from incubator.demo import make
from incubator.errors import Refused

pytestmark = pytest.mark.django_db
FORBIDDEN = REGISTRATION.forbidden(RegistrationState)
DEEDS = {
    "accept": lambda row, staff: actions.accept(row.pk, by=None),
    "take": lambda row, staff: actions.take(row.pk, by=None),
    "approve": lambda row, staff: actions.approve(row.pk, by=staff),
    "reject": lambda row, staff: actions.reject(row.pk, by=staff, reason="x"),
    "offer": lambda row, staff: actions.offer(row.pk, by=staff),
    "withdraw": lambda row, staff: actions.withdraw(row.pk, by=None),
    "confirm_address": lambda row, staff: actions.confirm_address(row.pk),
    "lapse": lambda row, staff: actions.lapse(row.pk),
}


def put(state):
    """A row in that state whose place is counted as it should be."""
    row = make.registration(of=make.event(capacity=2), state="withdrawn", guest="une@exemple.test")
    sides = {"offer_until": timezone.now() + timedelta(hours=9), "queue_no": 1}
    Registration.objects.filter(pk=row.pk).update(state=state, **sides)
    if state in SEATED:
        take_seat(row.seating_id)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(("verb", "state"), FORBIDDEN)
def test_no_verb_moves_from_a_state_it_is_not_allowed_from(verb, state):
    with pytest.raises(Refused):
        move(Registration(state=state), verb, by=None)


@pytest.mark.parametrize("verb", DEEDS)
def test_no_action_moves_a_row_or_a_place_from_a_state_it_is_not_allowed_from(verb, staff):
    # Accepting late is asking to wait again; staff offer to those who wait.
    also = {"accept": {"lapsed"}, "offer": {"lapsed"}}.get(verb, set())
    for state in RegistrationState:
        if REGISTRATION.allows(verb, state) or state in also:
            continue
        row = put(state)
        before = make.seating(row.event).seats_taken
        with suppress(Refused):
            DEEDS[verb](row, staff)
        row.refresh_from_db()
        assert row.state == state, verb
        assert make.seating(row.event).seats_taken == before, (verb, state)

"""A signed link opens one registration, for as long as it makes sense."""

from datetime import timedelta

import pytest
import time_machine

from events.agenda.models import Invitee
from events.registrations import links
from incubator.demo import make

pytestmark = pytest.mark.django_db


def test_a_link_names_one_registration_and_nothing_of_it_can_be_changed():
    mine, other = make.registration(guest="une@exemple.test"), make.registration()
    token = links.token_of(mine)

    assert links.registration_by(token) == mine
    assert links.registration_by(token.replace(mine.pk.hex, other.pk.hex)) is None
    assert links.registration_by("invented") is None
    assert links.registration_by(token[:-1]) is None


def test_a_link_ends_ninety_days_after_the_event():
    mine = make.registration(guest="une@exemple.test")
    end = mine.event.ends_at + timedelta(days=90)

    with time_machine.travel(end - timedelta(minutes=1)):
        assert links.registration_by(links.token_of(mine)) == mine
    with time_machine.travel(end + timedelta(minutes=1)):
        assert links.registration_by(links.token_of(mine)) is None


def test_a_link_of_one_purpose_opens_nothing_of_another():
    invitee = Invitee.objects.create(event=make.event(access="invitation"), email="hote@exemple.test")
    token = links.invitation_of(invitee)

    assert links.invitee_by(token) == invitee
    assert links.registration_by(token) is None
    assert links.invitee_by(links.token_of(make.registration())) is None

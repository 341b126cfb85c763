"""What is left of a person who is erased: a count, and nothing of hers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.agenda.models import Invitee
from events.registrations import links
from events.registrations.actions import make_feed
from events.registrations.models import CalendarFeed, Registration
from events.registrations.states import RegistrationState as R
from incubator.accounts.personal_data import holdings
from incubator.accounts.privacy.actions import erase
from incubator.demo import make

pytestmark = pytest.mark.django_db


def test_the_download_tells_every_registration(stranger):
    row = make.registration(who=stranger)

    [told] = holdings["events.registration"].export(stranger)

    assert told["event"] == row.event.title


def test_erasure_gives_back_what_is_to_come_and_keeps_the_count_of_what_was(stranger):
    past = make.registration(who=stranger)
    make.past(past.event, begins=timezone.now() - timedelta(days=30))
    event = make.event(capacity=1)
    coming, waiting = make.registration(of=event, who=stranger), make.registration(of=event)
    make_feed(stranger)

    erase(stranger)

    for row in (past, coming, waiting):
        row.refresh_from_db()
    assert (past.state, past.person, past.address, past.answers) == (R.REGISTERED, None, "", {})
    assert (coming.state, coming.person, waiting.state) == (R.WITHDRAWN, None, R.OFFERED)
    assert not CalendarFeed.objects.exists()
    assert links.registration_by(links.token_of(past)) is None
    assert Registration.objects.count() == 3


def test_an_invitation_is_told_and_forgotten(stranger):
    stranger.emailaddress_set.get_or_create(email=stranger.email, defaults={"verified": True, "primary": True})
    Invitee.objects.create(event=make.event(), email=stranger.email)

    assert len(list(holdings["events.invitee"].export(stranger))) == 1
    holdings["events.invitee"].erase(stranger)

    assert not Invitee.objects.exists()

"""Another room is told like another date: one letter each, a newer calendar entry under the same number (booking.md 2.5)."""

import pytest
from django.core import mail

from events.agenda.models import Session
from events.registrations import actions
from incubator.demo import make
from incubator.outbox import sending
from incubator.outbox.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)


def change_room(event, room):
    before = actions.place_of(event.pk)
    event.sessions.get().resources.set([room])
    return actions.tell_place(event.pk, before)


def test_another_room_is_told_once_with_a_newer_entry():
    site = make.site()
    event = make.event(site=site, rooms=[make.resource(of=site)])
    row = make.registration(of=event)
    Letter.objects.all().delete()

    assert change_room(event, make.resource(of=site, name_fr="Salle Argan"))

    row.refresh_from_db()
    assert row.ics_seq == 1
    sending.tick()
    [message] = mail.outbox
    assert "Salle Argan" in message.body
    assert message.subject.startswith("Nouveau lieu")


def test_the_same_room_and_a_draft_tell_nobody():
    event, draft = make.event(), make.event(state="draft")
    assert not actions.tell_place(event.pk, actions.place_of(event.pk))

    assert not change_room(draft, make.resource())
    assert Session.objects.count() == 2

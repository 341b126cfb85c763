"""A merge of two records of one startup takes the registrations of its people along."""

import pytest

from events.registrations import actions
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.models import Quota
from incubator.demo import make
from startups.actions import merging

pytestmark = pytest.mark.django_db


def test_people_of_both_records_still_come_and_are_counted_together():
    event, goes, stays = make.event(most_per_startup=1), make.startup(), make.startup()
    rows = [
        actions.register(event.pk, Registrant(person=person, startup=startup), Wish(way="room"), by=person)
        for startup, person in ((goes, make.person()), (stays, make.person()))
    ]

    merging.merge(goes.pk, into=stays.pk, reason="Même équipe.", by=None)

    for row in rows:
        row.refresh_from_db()
        assert row.startup == stays
    assert Quota.objects.get(event=event).used == 2

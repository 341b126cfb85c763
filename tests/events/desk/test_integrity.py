"""Counters that do not agree are reported and never repaired."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from events.agenda.models import Seating
from events.places.models import Allocation
from events.registrations.models import Quota, Registration
from events.tasks import check_integrity
from events.upkeep.checks import findings
from events.upkeep.models import Inspection
from incubator.demo import make
from incubator.desk import queues
from tests.conftest import nothing_written

pytestmark = pytest.mark.django_db


def found():
    return sorted(one["what"] for one in findings())


@pytest.fixture
def sound(db):
    """A full event with a room, a limit for each startup, and somebody who waits."""
    room = make.resource(set_up=15)
    event = make.event(capacity=1, rooms=[room], most_per_startup=2)
    make.registration(of=event)
    make.registration(of=event)
    return event


def test_what_is_sound_is_not_reported(sound):
    make.event(state="cancelled")
    make.event(state="draft", rooms=[make.resource()])

    with nothing_written():
        assert found() == []


DRIFTS = {
    "seats_taken": lambda event: Seating.objects.filter(event=event).update(seats_taken=0),
    "room_missing": lambda event: Allocation.objects.update(is_live=False),
    "room_time": lambda event: event.sessions.update(starts_at=event.starts_at + timedelta(hours=5), ends_at=event.ends_at + timedelta(hours=5)),
    "room": lambda event: event.sessions.get().resources.clear(),
    "offer": lambda event: Registration.objects.filter(state="registered").update(
        state="offered", offer_until=timezone.now() - timedelta(hours=1)
    ),
    "queue": lambda event: Seating.objects.filter(event=event).update(capacity=5),
    "quota": lambda event: Quota.objects.create(event=event, startup=make.startup(), used=1, allowed=2),
}  # fmt: skip


@pytest.mark.parametrize("what", DRIFTS)
def test_drift_made_by_hand_is_reported_and_nothing_is_changed(sound, what):
    DRIFTS[what](sound)
    before = [list(model.objects.order_by("pk").values()) for model in (Seating, Registration, Allocation, Quota)]

    check_integrity()

    told = [one["what"] for one in Inspection.objects.get().findings]
    assert what in told
    assert before == [list(m.objects.order_by("pk").values()) for m in (Seating, Registration, Allocation, Quota)]


def test_the_night_looks_once_the_button_again_and_the_home_tells(sound, desk, staff):
    check_integrity()
    Seating.objects.filter(event=sound).update(seats_taken=0)
    check_integrity()
    assert Inspection.objects.count() == 1
    assert queues["events.drift"].count(staff) == 0

    looked = desk.post(reverse("admin:events_inspection_look"), follow=True)

    assert queues["events.drift"].count(staff) == 2
    assert str(sound) in looked.text
    assert desk.get(reverse("admin:events_inspection_look")).status_code == 405


def test_the_command_ends_with_one_when_something_is_wrong(sound, capsys):
    call_command("check_integrity")
    Seating.objects.filter(event=sound).update(seats_taken=0)

    with pytest.raises(SystemExit):
        call_command("check_integrity")
    assert "seats_taken" in capsys.readouterr().out


@pytest.mark.parametrize("rows", [1, 3])
def test_a_look_costs_the_same_for_one_row_and_three(sound, rows, django_assert_num_queries):
    for _ in range(rows):
        make.registration(of=make.event(rooms=[make.resource()]))

    with django_assert_num_queries(8):
        findings()

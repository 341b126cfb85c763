"""Reminders of a large event while workers die and two clocks ring: none is lost, none comes twice without a death (booking.md 1, 19 to 21).

300 registrations and two kills in the suite; with PORTAL_LONG=1 5,000 and ten.
"""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from incubator.demo import make
from incubator.demo.event_crowd import guests
from incubator.outbox import planning
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState as S
from tests.outbox.processes import IS_LONG, PATIENCE, go, kill_in_the_middle, readers, send_the_rest, sender
from tests.outbox.smtp import serving

MANY, KILLS = (5000, 10) if IS_LONG else (300, 2)

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def conference(people):
    """Tomorrow at this hour less four: the reminder of the day before is due, the other is not."""
    event = make.event(starts=timezone.now() + timedelta(hours=20), capacity=people)
    guests(make.seating(event), people, asked=timezone.now() - timedelta(days=10), mark="invite")
    return event


def reminders():
    return Letter.objects.filter(kind="events.registrations.event_reminder")


def test_workers_that_are_killed_lose_no_reminder_and_repeat_at_most_one_each():
    conference(MANY)
    with serving() as server:
        for kill in range(1, KILLS + 1):
            kill_in_the_middle(server, at=kill * MANY // (KILLS + 1), recipe="keeps_the_clock")
        send_the_rest(server, recipe="keeps_the_clock")

    found = readers(server)
    assert len(found) == MANY
    assert sum(found.values()) - MANY <= KILLS
    assert reminders().filter(state=S.SENT).count() == reminders().count() == MANY
    assert len(set(server.ids)) == MANY, "a copy carries the Message-ID of the first"


def test_two_clocks_and_two_senders_for_a_while_repeat_no_reminder():
    people = MANY if IS_LONG else 100
    conference(people)
    ended = threading.Event()
    failed = []

    def clock():
        try:
            while not ended.is_set():
                planning.plan()
        except Exception as why:
            failed.append(why)
        finally:
            connection.close()

    clocks = [threading.Thread(target=clock) for _ in range(2)]
    with serving() as server, sender(server, "keeps_the_clock") as one, sender(server, "keeps_the_clock") as two:
        for each in clocks:
            each.start()
        go(one, two)
        assert (one.wait(PATIENCE), two.wait(PATIENCE)) == (0, 0)
        ended.set()
        for each in clocks:
            each.join(30)

    assert failed == []
    assert set(readers(server).values()) == {1}
    assert len(readers(server)) == people
    assert Letter.objects.count() == people

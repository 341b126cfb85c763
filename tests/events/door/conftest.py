from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.door.actions import Scan, check_in
from incubator.demo import make

NOON = datetime(2026, 12, 8, 12, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.fixture
def noon():
    """Today never ends while a test runs."""
    with time_machine.travel(NOON, tick=True) as clock:
        yield clock


@pytest.fixture
def event(db, noon):
    """Of today: it began half an hour ago and lasts two hours; people registered before."""
    return make.event(starts=timezone.now() + timedelta(days=3), title="Atelier solaire")


def begun(event):
    return make.past(event, begins=timezone.now() - HALF_AN_HOUR)


def coming(event, *, name="Salma Idrissi", **how):
    """Somebody registered for an event that has begun meanwhile."""
    row = make.registration(of=event, who=None if "guest" in how else make.person(name=name), **how)
    begun(event)
    return row


def all_of(event, *names):
    rows = [make.registration(of=event, who=make.person(name=name)) for name in names]
    begun(event)
    return rows


def session_of(event):
    return event.sessions.get()


def enter(row, session=None, *, by=None, **scan):
    return check_in(row.ticket, (session or session_of(row.event)).pk, Scan(**scan), by=by or make.staff())

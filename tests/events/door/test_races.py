"""Twenty scans of one ticket at the same moment. The guard has its control."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from events.door.actions import Scan, check_in
from events.door.actions.checking import put
from events.door.models import Attendance, CheckIn
from events.door.states import Outcome
from incubator.demo import make
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race, pytest.mark.slow]
SCANS = 20
GUARD = next(c for c in CheckIn._meta.constraints if c.name == "ticket_comes_in_once_a_session")


@pytest.fixture
def row():
    event = make.event(starts=timezone.now() + timedelta(days=1))
    made = make.registration(of=event)
    make.past(event, begins=timezone.now())
    return made


def test_twenty_scans_of_one_ticket_let_one_person_in(row):
    session, by = row.event.sessions.get(), make.staff()

    told = at_once([lambda: check_in(row.ticket, session.pk, Scan(), by=by) for _n in range(SCANS)])

    assert [answer.outcome for answer in told].count(Outcome.IN) == 1
    assert [answer.outcome for answer in told].count(Outcome.ALREADY) == SCANS - 1
    assert CheckIn.objects.count() == Attendance.objects.count() == 1


def insert_at_once(row):
    """The insert alone, without the lock of the action."""
    session = row.event.sessions.get()
    return at_once([lambda: put(CheckIn(registration=row, session=session)) for _n in range(SCANS)])


def test_the_constraint_alone_decides(row):
    told = insert_at_once(row)

    assert sum(done is not None for done in told) == CheckIn.objects.count() == 1


def test_control_without_the_constraint_several_come_in(row):
    with connection.schema_editor() as schema:
        schema.remove_constraint(CheckIn, GUARD)
    try:
        insert_at_once(row)
        assert CheckIn.objects.count() > 1
    finally:
        CheckIn.objects.all().delete()
        with connection.schema_editor() as schema:
            schema.add_constraint(CheckIn, GUARD)

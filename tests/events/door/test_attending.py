"""Attendance is noted, never guessed."""

from datetime import timedelta

import pytest

from events.door.actions import key_in, mark, mark_rest_absent
from events.door.models import Attendance, CheckIn
from events.door.queries import keys, unmarked
from events.door.states import AttendanceState as A
from events.door.states import Gate
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.desk import queues
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox.tasks import plan
from tests.events.door.conftest import begun, enter, session_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def said(event):
    return dict(Attendance.objects.filter(session__event=event).values_list("registration", "state"))


@pytest.fixture
def three(event):
    rows = [make.registration(of=event) for _n in range(3)]
    begun(event)
    return rows


def test_staff_note_four_states_and_what_is_said_already_is_left_alone(event, three, staff):
    session, (a, b, c) = session_of(event), three

    assert mark(session.pk, {a.pk: A.ATTENDED, b.pk: A.EXCUSED, c.pk: A.UNKNOWN}, by=staff) == 2
    assert mark(session.pk, {a.pk: A.ATTENDED, b.pk: A.ABSENT, c.pk: "invented"}, by=staff) == 1
    assert said(event) == {a.pk: A.ATTENDED, b.pk: A.ABSENT}


def test_nobody_of_another_event_is_noted(event, three, staff):
    stranger = make.registration(of=make.event())

    assert mark(session_of(event).pk, {stranger.pk: A.ATTENDED}, by=staff) == 0
    assert not Attendance.objects.exists()


def test_all_others_are_absent_only_when_staff_say_so_and_only_when_it_is_over(event, three, staff, noon):
    session = session_of(event)
    enter(three[0])

    with pytest.raises(Refused):
        mark_rest_absent(session.pk, by=staff)
    noon.shift(3 * HOUR)
    assert mark_rest_absent(session.pk, by=staff) == 2
    assert mark_rest_absent(session.pk, by=staff) == 0

    assert said(event) == {three[0].pk: A.ATTENDED, three[1].pk: A.ABSENT, three[2].pk: A.ABSENT}
    assert Entry.objects.get(verb="mark_rest_absent").facts["count"] == 2


def test_what_nobody_noted_stays_unknown_and_waits_on_the_desk(event, three, staff, noon):
    queue = queues["events.attendance"]
    assert queue.count(staff) == 0
    noon.shift(4 * HOUR)
    plan()

    assert not Attendance.objects.exists()
    assert queue.count(staff) == 1
    assert list(unmarked()) == [session_of(event)]

    mark(session_of(event).pk, {row.pk: A.EXCUSED for row in three}, by=staff)
    assert queue.count(staff) == 0


def test_an_event_nobody_registered_for_waits_for_nobody(event, staff, noon):
    begun(event)
    noon.shift(4 * HOUR)

    assert not unmarked().exists()


def test_the_signed_list_is_keyed_in_at_once(event, three, staff):
    session = session_of(event)
    enter(three[0], gate=Gate.CAMERA)
    gone = make.registration(of=make.event())

    assert key_in(session.pk, [row.pk for row in (*three, gone)], by=staff) == 2
    assert key_in(session.pk, [row.pk for row in three], by=staff) == 0

    assert sorted(CheckIn.objects.values_list("gate", flat=True)) == [Gate.CAMERA, Gate.PAPER, Gate.PAPER]
    assert set(said(event).values()) == {A.ATTENDED}
    assert CheckIn.objects.filter(gate=Gate.PAPER, at=session.starts_at).count() == 2


def test_nothing_is_keyed_in_before_it_begins(event, staff):
    row = make.registration(of=event)

    with pytest.raises(Refused):
        key_in(session_of(event).pk, [row.pk], by=staff)


def test_names_are_found_without_accents_in_both_scripts(event):
    rows = {
        name: make.registration(of=event, who=make.person(name=name))
        for name in ("Élodie Çağlar", "فاطمة الزهراء", "Omar Bennis")
    }
    guest = make.registration(of=event, guest="visite@usine.test")
    make.registration(of=event, who=make.person(name="Élodie Partie"), state=R.WITHDRAWN)
    session = session_of(event)

    assert keys(session, "elodie") == [rows["Élodie Çağlar"].pk]
    assert keys(session, "فاطمه") == [rows["فاطمة الزهراء"].pk]
    assert keys(session, "usine") == [guest.pk]
    assert keys(session, "nobody") == []
    assert len(keys(session)) == 4

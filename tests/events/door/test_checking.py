"""At the door: the first scan wins, every other case has its own answer (booking.md 1, cases 25 and 27)."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from events.door.actions import Scan, check_in, undo
from events.door.models import Attendance, CheckIn
from events.door.states import AttendanceState, Gate, Outcome
from events.door.tickets import address_of, code_in
from events.registrations import actions as registrations
from events.registrations.states import RegistrationState as R
from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from tests.events.door.conftest import begun, coming, enter, session_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_french():
    """Answers are words; a page asked before leaves its own language behind."""
    with override("fr"):
        yield


def presence(row):
    return Attendance.objects.get(registration=row).state


def test_who_comes_in_is_noted_as_present(event, staff):
    row = coming(event)

    answer = enter(row, by=staff)

    assert (answer.outcome, answer.who, answer.tone) == (Outcome.IN, "Salma Idrissi", "ok")
    assert CheckIn.objects.valid().get().by == staff
    assert presence(row) == AttendanceState.ATTENDED


def test_the_second_scan_says_when_and_how_she_came_in(event):
    row = coming(event)
    enter(row, gate=Gate.NAME, at=timezone.now() - timedelta(minutes=10))

    answer = enter(row)

    assert (answer.outcome, answer.tone) == (Outcome.ALREADY, "wait")
    assert "11\u00a0h\u00a050" in answer.words
    assert str(Gate.NAME.label) in answer.words
    assert CheckIn.objects.count() == 1


def test_the_same_scan_sent_again_gives_the_same_answer(event):
    row, nonce = coming(event), uuid.uuid4()
    first = enter(row, nonce=nonce)

    again = enter(row, nonce=nonce)

    assert (again.outcome, again.words) == (first.outcome, first.words)
    assert CheckIn.objects.count() == 1


def test_a_number_of_a_scan_lets_nobody_else_in(event):
    row, nonce = coming(event), uuid.uuid4()
    other = make.registration(of=make.event())
    enter(row, nonce=nonce)

    assert enter(other, session_of(event), nonce=nonce).outcome == Outcome.UNKNOWN
    assert CheckIn.objects.count() == 1


def test_another_event_is_named(event):
    other = coming(make.event(title="Visite d'usine"))
    begun(event)

    answer = enter(other, session_of(event))

    assert answer.outcome == Outcome.OTHER_EVENT
    assert "Visite d'usine" in answer.words
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize("days", [-1, 1])
def test_not_today(event, noon, days):
    row = coming(event)
    noon.shift(timedelta(days=days))

    assert enter(row).outcome == Outcome.NOT_TODAY
    assert not CheckIn.objects.exists()


def test_an_unknown_ticket(event):
    begun(event)

    for code in ("", "x" * 22):
        assert check_in(code, session_of(event).pk, Scan(), by=make.staff()).outcome == Outcome.UNKNOWN


def test_a_ticket_given_back_stops_at_the_door_and_staff_may_let_in_with_a_reason(event, staff):
    row = make.registration(of=event, state=R.WITHDRAWN)
    begun(event)

    assert enter(row).outcome == Outcome.NO_PLACE
    assert not CheckIn.objects.exists()

    answer = enter(row, by=staff, forced_reason="Le directeur l'a invitée.")

    assert answer.is_in
    assert CheckIn.objects.get().forced_reason == "Le directeur l'a invitée."
    assert Entry.objects.get(verb="force_in").note == "Le directeur l'a invitée."


def test_every_state_but_registered_has_its_own_sentence(event):
    told = set()
    full = make.event(capacity=1)
    make.registration(of=full)
    rows = [
        make.registration(of=event, state=R.WITHDRAWN),
        make.registration(of=full),
        make.registration(of=make.event(needs_approval=True)),
        make.registration(of=make.event(), guest="a@exemple.test", state=R.UNCONFIRMED),
    ]
    for row in rows:
        begun(row.event)
        answer = enter(row)
        assert answer.outcome == Outcome.NO_PLACE
        told.add(answer.words)

    assert len(told) == 4


def test_a_cancelled_event_lets_nobody_in(event):
    row = coming(event)
    registrations.cancel_event(event.pk, by=make.staff(), reason="Grève.")

    assert "annulé" in enter(row).words


def test_undone_leaves_a_trace_and_she_can_come_in_again(event, staff):
    row = coming(event)
    done = enter(row).check_in

    with pytest.raises(Refused):
        undo(done.pk, reason=" ", by=staff)
    undo(done.pk, reason="Mauvaise personne.", by=staff)
    undo(done.pk, reason="Encore.", by=staff)

    done.refresh_from_db()
    assert (done.undone_by, done.undone_reason) == (staff, "Mauvaise personne.")
    assert presence(row) == AttendanceState.UNKNOWN
    assert Entry.objects.filter(verb="undo_check_in").count() == 1
    assert enter(row).is_in
    assert CheckIn.objects.count() == 2


def test_an_undone_scan_that_is_sent_again_stays_undone(event, staff):
    row, nonce = coming(event), uuid.uuid4()
    undo(enter(row, nonce=nonce).check_in.pk, reason="Erreur.", by=staff)

    assert enter(row, nonce=nonce).outcome == Outcome.UNDONE
    assert not CheckIn.objects.valid().exists()


def test_who_was_noted_as_absent_may_still_come_that_day(event, noon):
    row = coming(event)
    Attendance.objects.create(registration=row, session=session_of(event), state=AttendanceState.ABSENT)
    noon.shift(8 * HOUR)

    assert enter(row).is_in
    assert presence(row) == AttendanceState.ATTENDED


def test_a_scan_sent_later_keeps_the_hour_of_the_door(event, noon):
    row, scanned = coming(event), timezone.now()
    noon.shift(20 * HOUR)

    assert enter(row, at=scanned).is_in
    assert CheckIn.objects.get().at == scanned


def test_a_device_whose_clock_runs_ahead_is_not_believed(event):
    row = coming(event)

    assert enter(row, at=timezone.now() + timedelta(days=2)).is_in
    assert CheckIn.objects.get().at <= timezone.now()


def test_a_code_is_found_in_what_scanners_and_people_send(event):
    row = coming(event)

    for scanned in (
        address_of(row),
        f" {row.ticket}\n",
        f"{address_of(row)}?x=1",
        f"HTTP://autre/ar/tickets/{row.ticket}",
    ):
        assert code_in(scanned) == row.ticket
    for odd in ("", "x", "é" * 22, "a" * 5000, "/tickets/short/"):
        assert code_in(odd) == ""

"""One tick of the dispatcher: what goes out, what does not, and what the server's answers mean."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import OperationalError
from django.utils import timezone

from incubator.demo import make
from incubator.outbox import actions, faults, sending
from incubator.outbox.addresses import fingerprint
from incubator.outbox.faults import Verdict
from incubator.outbox.kinds import Kind
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.states import LetterState as S

HOUR = timedelta(hours=1)


def after_tick(note):
    sending.tick()
    note.refresh_from_db()
    return note


def test_a_due_letter_goes_out_once(letter):
    note = after_tick(letter())
    sending.tick()

    assert note.state == S.SENT
    assert note.sent_at
    assert (note.lease_token, note.lease_until, note.last_error) == (None, None, "")
    assert [message.to for message in mail.outbox] == [[note.person.email]]


def test_the_message_id_is_stored_before_the_letter_leaves(letter, monkeypatch):
    seen = []
    note = letter()
    monkeypatch.setattr(sending.Line, "send", lambda self, message: seen.append(Letter.objects.get(pk=note.pk)))

    after_tick(note)

    assert seen[0].state == S.SENDING
    assert seen[0].message_id == note.message_id != ""


def test_many_letters_leave_in_order_of_weight_and_time(letter):
    now = timezone.now()
    letter(due_at=now - HOUR)
    letter(due_at=now - 2 * HOUR)
    letter("trial.decision")

    sending.tick()

    assert mail.outbox[0].subject == "The decision"
    assert Letter.objects.filter(state=S.SENT).count() == 3


@pytest.mark.parametrize("state", [s for s in S if s != S.PLANNED])
def test_only_planned_letters_leave(letter, state):
    note = letter(state=state, lifted={"sent_at": timezone.now()})

    assert after_tick(note).state == state
    assert mail.outbox == []


def test_a_letter_of_tomorrow_stays(letter):
    assert after_tick(letter(due_at=timezone.now() + HOUR)).state == S.PLANNED
    assert after_tick(letter(state=S.PLANNED, lifted={"next_try_at": timezone.now() + HOUR})).state == S.PLANNED


def test_a_letter_without_sense_is_cancelled(letter):
    assert after_tick(letter(params={"gone": True})).state == S.CANCELLED


def test_a_letter_that_comes_too_late_expires(letter):
    note = after_tick(letter("trial.reminder", not_after=timezone.now() - HOUR))

    assert (note.state, note.attempts) == (S.EXPIRED, 0)


@pytest.mark.parametrize("closed", [{"is_active": False}, {"erased_at": timezone.now()}])
def test_a_closed_account_gets_nothing(letter, closed):
    assert after_tick(letter(to=make.person(**closed))).state == S.CANCELLED


@pytest.mark.parametrize(
    ("kind", "wants", "state"),
    [
        ("trial.note", {"wants_reminders": False, "wants_announcements": False}, S.SENT),
        ("trial.reminder", {"wants_reminders": False}, S.SUPPRESSED),
        ("trial.reminder", {"wants_reminders": True}, S.SENT),
        ("trial.announcement", {"wants_announcements": False}, S.SUPPRESSED),
        ("trial.announcement", {"wants_announcements": True}, S.SENT),
    ],
)
def test_preferences_of_the_moment_count(letter, kind, wants, state):
    assert after_tick(letter(kind, to=make.person(**wants))).state == state


@pytest.mark.parametrize(
    ("category", "state"), [("", S.SUPPRESSED), ("reminder", S.SUPPRESSED), ("announcement", S.SENT)]
)
def test_a_suppressed_address_is_not_written_to(letter, category, state):
    note = letter("trial.reminder", to="guest@exemple.test")
    Suppression.objects.create(address_hash=fingerprint(" Guest@exemple.test"), category=category, why="bounce")

    assert after_tick(note).state == state


def test_a_key_does_not_outlive_its_letter(letter):
    sent = letter("trial.secret", params={"told": "k3y"})
    late = letter("trial.secret", params={"told": "k3y"}, not_after=timezone.now() - HOUR)

    assert after_tick(sent).params == {}
    assert "k3y" in mail.outbox[0].body
    assert after_tick(late).params == {}


@pytest.mark.parametrize("kind", ["trial.broken", "trial.wordless"])
def test_our_own_mistake_is_tried_again_and_stops_nobody(letter, kind):
    bad, good = letter(kind), letter()

    after_tick(bad)
    good.refresh_from_db()

    assert (bad.state, bad.attempts) == (S.PLANNED, 1)
    assert bad.next_try_at
    assert good.state == S.SENT


def test_a_kind_nobody_registered_waits(letter, trial):
    note = letter()
    del trial.kinds["trial.note"]

    assert after_tick(note).state == S.PLANNED


def test_a_poisoned_letter_comes_to_rest(letter):
    note = letter("trial.broken")

    for attempt in range(1, 7):
        Letter.objects.update(next_try_at=None)
        assert after_tick(note).attempts == attempt

    assert note.state == S.FAILED
    assert "a mistake of ours" in note.last_error


# What the server answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "state", "attempts"),
    [
        ("ok", S.SENT, 1),
        ("busy", S.PLANNED, 1),
        ("refuse", S.FAILED, 1),
        ("policy", S.FAILED, 1),
        ("no_data", S.FAILED, 1),
    ],
)
def test_an_answer_concerns_one_letter(letter, by_smtp, mode, state, attempts):
    by_smtp(mode)

    note = after_tick(letter())

    assert (note.state, note.attempts) == (state, attempts)
    assert not Pause.objects.exists()


def test_a_busy_server_is_tried_again_in_a_minute(letter, by_smtp):
    by_smtp("busy")

    note = after_tick(letter())

    assert timedelta(seconds=45) < note.next_try_at - timezone.now() < timedelta(seconds=75)
    assert note.last_error.startswith("451")


def test_a_dead_address_is_suppressed_and_others_are_not_touched(letter, by_smtp):
    server = by_smtp()
    dead, living = letter(to=make.person(email="dead@exemple.test")), letter()

    after_tick(dead)
    living.refresh_from_db()

    assert (dead.state, living.state) == (S.FAILED, S.SENT)
    assert [row.address_hash for row in Suppression.objects.all()] == [fingerprint("dead@exemple.test")]
    assert server.connections == 1


def test_a_refusal_for_policy_suppresses_nobody(letter, by_smtp):
    by_smtp("policy")

    after_tick(letter())

    assert not Suppression.objects.exists()


@pytest.mark.parametrize("mode", ["silent", "no_sender", "no_auth"])
def test_a_server_that_takes_nothing_pauses_the_queue(letter, by_smtp, settings, mode):
    by_smtp(mode, timeout=0.3)
    if mode == "no_auth":
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "portal", "wrong"

    first, second = letter(), letter()
    after_tick(first)
    second.refresh_from_db()

    assert [(note.state, note.attempts) for note in (first, second)] == [(S.PLANNED, 0), (S.PLANNED, 0)]
    assert Pause.objects.get().until > timezone.now()


def test_a_server_that_is_not_there_pauses_longer_each_time_and_a_success_ends_it(letter, by_smtp, settings):
    server = by_smtp()
    settings.EMAIL_PORT = 1
    note = letter()
    after_tick(note)
    assert Pause.objects.get().times == 1

    Pause.objects.update(until=timezone.now())
    after_tick(note)
    assert Pause.objects.get().times == 2
    assert Pause.objects.get().until - timezone.now() > timedelta(seconds=45)

    settings.EMAIL_PORT = server.port
    assert after_tick(note).state == S.PLANNED
    Pause.objects.update(until=timezone.now())
    assert after_tick(note).state == S.SENT
    assert not Pause.objects.exists()


def test_a_pause_of_staff_stays_theirs(letter, by_smtp, staff):
    by_smtp("no_sender")
    Pause.objects.create(why="Paused by staff.", by=staff)

    assert after_tick(letter()).state == S.PLANNED
    sending.pause("a fault")

    assert (Pause.objects.get().until, Pause.objects.get().why) == (None, "Paused by staff.")


@pytest.mark.parametrize("mode", ["drop", "late"])
def test_a_line_that_breaks_after_the_mail_was_taken_repeats_it_under_one_id(letter, by_smtp, mode):
    server = by_smtp(mode, timeout=0.3)
    note = after_tick(letter())
    assert (note.state, note.attempts) == (S.PLANNED, 1)

    server.mode = "ok"
    Letter.objects.update(next_try_at=None)

    assert after_tick(note).state == S.SENT
    assert server.ids == [note.message_id] * 2


@pytest.mark.parametrize("mode", ["drop", "late"])
def test_a_decision_that_may_have_gone_out_waits_for_a_person(letter, by_smtp, mode):
    server = by_smtp(mode, timeout=0.3)

    note = after_tick(letter("trial.decision"))
    server.mode = "ok"

    assert after_tick(note).state == S.UNCERTAIN
    assert len(server.ledger) == 1


def test_three_silences_in_a_row_are_the_servers_fault(letter, by_smtp):
    by_smtp("late", timeout=0.2)
    for _ in range(5):
        letter()

    sending.tick()

    assert sorted(Letter.objects.values_list("attempts", flat=True)) == [0, 0, 1, 1, 1]
    assert Pause.objects.exists()


def test_a_server_that_closes_between_letters_harms_none(letter, by_smtp, monkeypatch):
    server = by_smtp()
    letter("trial.decision")
    letter("trial.decision")
    line = sending.Line.send

    def cut_after(self, message):
        line(self, message)
        self._backend.connection.sock.shutdown(2)

    monkeypatch.setattr(sending.Line, "send", cut_after)
    sending.tick()

    assert Letter.objects.filter(state=S.SENT).count() == 2
    assert (len(server.ledger), server.connections) == (2, 2)


# The tick keeps its limits ----------------------------------------------------------------------------------------------


def test_a_tick_that_runs_out_of_time_gives_back_what_it_did_not_begin(letter, monkeypatch):
    monkeypatch.setattr(sending.claims, "LEASE", timedelta(seconds=-1))
    note = after_tick_without_time(letter(), monkeypatch)

    assert (note.state, note.lease_token, note.attempts) == (S.PLANNED, None, 0)


def after_tick_without_time(note, monkeypatch):
    sender = sending.Sender()
    token = sending.uuid.uuid4()
    batch = sending.claims.claim(token, most=5)
    sender._work(batch, token)
    sending.claims.release(token)
    note.refresh_from_db()
    return note


def test_a_letter_that_another_sender_took_is_left_alone(letter):
    note = letter()
    first, second = sending.uuid.uuid4(), sending.uuid.uuid4()

    assert sending.claims.claim(first, most=5) == [note.pk]
    assert sending.claims.claim(second, most=5) == []
    assert sending.claims.begin(note.pk, second) is None
    sending.claims.stumble(note.pk, second, "nothing")

    note.refresh_from_db()
    assert (note.state, note.lease_token, note.attempts) == (S.CLAIMED, first, 0)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Verdict.NEVER),
        (ValueError("header"), Verdict.NEVER),
        (smtplib.SMTPSenderRefused(451, b"later", "us"), Verdict.LATER),
        (smtplib.SMTPSenderRefused(530, "sign in first", "us"), Verdict.DOWN),
        (smtplib.SMTPServerDisconnected("gone"), Verdict.UNKNOWN),
        (RuntimeError("a provider's own"), Verdict.LATER),
    ],
)
def test_what_an_error_means(error, verdict):
    assert faults.read(error).verdict is verdict


def test_a_database_that_goes_away_ends_the_tick(letter, trial, monkeypatch):
    def gone(_letter):
        raise OperationalError

    note = letter()
    trial.register(Kind("trial.note", context=gone))

    with pytest.raises(OperationalError):
        sending.tick()

    note.refresh_from_db()
    assert (note.state, note.attempts) == (S.PLANNED, 0)


def test_the_test_message_of_staff_arrives(db, staff):
    actions.send_test(by=staff)

    sending.tick()

    assert [message.to for message in mail.outbox] == [[staff.email]]

import pytest
from django.utils import timezone

from incubator.demo import make
from incubator.errors import Refused
from incubator.journal.models import Entry
from incubator.outbox import actions, holdings
from incubator.outbox.addresses import Forged, fingerprint, unsubscribe_url
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.rules import may_edit, may_handle, verbs_for
from incubator.outbox.states import LETTER
from incubator.outbox.states import LetterState as S

VERBS = {verb: getattr(actions, verb) for verb in LETTER.moves}


def in_state(letter, state, kind="trial.note", **fields):
    return letter(kind, state=state, lifted={"sent_at": timezone.now() if state == S.SENT else None}, **fields)


def token_of(letter):
    return unsubscribe_url(letter).rstrip("/").split("/")[-1]


@pytest.mark.parametrize(("verb", "state"), LETTER.forbidden(S))
def test_a_move_from_elsewhere_is_refused(letter, staff, verb, state):
    note = in_state(letter, state)

    with pytest.raises(Refused):
        VERBS[verb](note.pk, by=staff)

    note.refresh_from_db()
    assert note.state == state


@pytest.mark.parametrize(
    ("verb", "state"), [(verb, state) for verb, move in LETTER.moves.items() for state in sorted(move.sources)]
)
def test_a_move_is_written_in_the_journal(letter, staff, verb, state):
    note = in_state(letter, state)

    moved = VERBS[verb](note.pk, by=staff)

    note.refresh_from_db()
    assert note.state == moved.state == LETTER.moves[verb].to
    assert [(entry.verb, entry.by) for entry in Entry.objects.about(note)] == [(verb, staff)]


def test_a_retry_begins_again_under_the_same_id(letter, staff):
    note = letter(
        state=S.FAILED, lifted={"attempts": 6, "next_try_at": timezone.now(), "last_error": "x", "message_id": "<1@x>"}
    )

    actions.retry(note.pk, by=staff)

    note.refresh_from_db()
    assert (note.attempts, note.next_try_at, note.last_error, note.message_id) == (0, None, "", "<1@x>")


def test_a_key_that_is_gone_cannot_be_sent_again(letter, staff):
    note = letter("trial.secret", state=S.CANCELLED)

    with pytest.raises(Refused, match=r"new one|nouvelle"):
        actions.retry(note.pk, by=staff)


@pytest.mark.parametrize("state", list(S))
def test_words_change_only_before_the_letter_is_on_its_way(letter, staff, state):
    note = in_state(letter, state)
    assert may_edit(staff, note) == (state in (S.DRAFT, S.HELD))

    if may_edit(staff, note):
        actions.edit(note.pk, by=staff, subject="a", body="b")
    else:
        with pytest.raises(Refused):
            actions.edit(note.pk, by=staff, subject="a", body="b")

    note.refresh_from_db()
    assert note.subject_override == ("a" if state in (S.DRAFT, S.HELD) else "")


def test_words_with_a_key_are_never_edited(letter, staff):
    note = letter("trial.secret", state=S.HELD)

    assert not may_edit(staff, note)
    with pytest.raises(Refused):
        actions.edit(note.pk, by=staff, subject="a", body="b")


def test_only_staff_handle_letters(letter, staff, stranger):
    note = letter()

    assert may_handle(staff, note)
    assert verbs_for(staff, note) == ["hold", "stop"]
    assert not may_handle(stranger, note)
    assert verbs_for(stranger, note) == []


def test_staff_pause_and_resume_everything(db, staff):
    actions.pause(by=staff)
    actions.pause(by=staff)
    assert Pause.objects.get().until is None

    actions.resume(by=staff)
    actions.resume(by=staff)

    assert not Pause.objects.exists()
    assert sorted(Entry.objects.values_list("verb", flat=True)) == ["pause", "pause", "resume"]


def test_a_test_message_goes_to_who_asks(db, staff, mailoutbox):
    actions.send_test(by=staff)

    assert Letter.objects.get().person == staff


def test_an_address_may_be_written_to_again(db, staff):
    row = Suppression.objects.create(address_hash=fingerprint("a@b.test"), why="550")

    actions.lift(row.pk, by=staff)

    assert not Suppression.objects.exists()
    assert Entry.objects.get().verb == "lift"


@pytest.mark.parametrize(
    ("kind", "field"), [("trial.reminder", "wants_reminders"), ("trial.announcement", "wants_announcements")]
)
def test_a_reader_leaves_one_kind_of_mail_however_often_she_clicks(letter, kind, field):
    reader = make.person(wants_reminders=True, wants_announcements=True)
    token = token_of(letter(kind, to=reader))

    actions.unsubscribe(token)
    actions.unsubscribe(token)

    reader.refresh_from_db()
    assert [reader.wants_reminders, reader.wants_announcements].count(False) == 1
    assert getattr(reader, field) is False
    assert Entry.objects.about(reader).count() == 1


def test_a_bare_address_leaves_too(letter):
    token = token_of(letter("trial.reminder", to="Guest@exemple.test"))

    actions.unsubscribe(token)
    actions.unsubscribe(token)

    row = Suppression.objects.get()
    assert (row.address_hash, row.category) == (fingerprint("guest@exemple.test"), "reminder")


def test_the_link_of_a_person_who_left_still_answers(letter):
    note = letter("trial.reminder")
    token = token_of(note)
    note.person.delete()

    assert actions.unsubscribe(token) == "reminder"


@pytest.mark.parametrize("token", ["", "x", "eyJjIjoicmVtaW5kZXIifQ:1:abc"])
def test_a_forged_link_does_nothing(db, token):
    with pytest.raises(Forged):
        actions.unsubscribe(token)


def test_what_a_person_takes_away(letter):
    reader = make.person()
    letter(to=reader, params={"told": "k3y"})
    letter(to=reader.email.upper())
    letter()

    told = list(holdings.export(reader))

    assert [line["kind"] for line in told] == ["trial.note", "trial.note"]
    assert "k3y" not in str(told)


def test_what_is_left_of_a_person(letter):
    reader = make.person()
    planned = letter(to=reader, params={"told": "k3y"})
    sent = letter(
        to=reader,
        params={"told": "k3y"},
        state=S.SENT,
        lifted={"sent_at": timezone.now(), "body_override": "Dear Salma"},
    )
    letter(to=reader.email)
    other = letter(params={"told": "x"})

    holdings.erase(reader)

    for row in (planned, sent, other):
        row.refresh_from_db()
    assert (planned.state, sent.state) == (S.CANCELLED, S.SENT)
    assert (planned.params, sent.body_override, other.params) == ({}, "", {"told": "x"})
    assert not Letter.objects.exclude(address="").exists()

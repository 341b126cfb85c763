"""Reminders a day and two hours before: at a human hour, once, never after the fact (booking.md 1, cases 16 to 23)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from events.agenda import actions as agenda
from events.registrations import actions
from events.registrations.planning import plan_reminders
from incubator.demo import make
from incubator.outbox.guard import objection
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.planning import plan
from incubator.outbox.states import Category, LetterState

pytestmark = pytest.mark.django_db
CASABLANCA, HOUR = ZoneInfo("Africa/Casablanca"), timedelta(hours=1)
BEFORE = "2031-12-01 09:00"


def at(said):
    return datetime.fromisoformat(said).replace(tzinfo=CASABLANCA)


def event(said, **fields):
    """Made long before, so that everybody was registered in time."""
    with time_machine.travel(at(BEFORE), tick=False):
        return make.event(starts=at(said), **fields)


def come(to, said=BEFORE, **who):
    with time_machine.travel(at(said), tick=False):
        return make.registration(of=to, **who)


def planned(said):
    """Words of the reminders that the tick of this moment posts."""
    known = set(Letter.objects.values_list("pk", flat=True))
    with time_machine.travel(at(said), tick=False):
        plan_reminders()
    new = Letter.objects.exclude(pk__in=known).exclude(params__has_key="told_with").order_by("pk")
    return [letter.kind.rsplit(".", 1)[1] for letter in new]


def told(letter, said):
    with time_machine.travel(at(said), tick=False):
        return kinds[letter.kind].context(letter)


@pytest.mark.parametrize(
    ("starts", "reminded"),
    [
        ("2031-12-10 15:00", ["2031-12-09 15:00", "2031-12-10 13:00"]),
        ("2031-12-10 10:00", ["2031-12-09 10:00", "2031-12-10 08:00"]),
        # Two hours before would be 7 o'clock: the evening before, when the first one has said the same.
        ("2031-12-10 09:00", ["2031-12-09 09:00"]),
        ("2031-12-10 07:00", ["2031-12-08 20:00"]),
        ("2031-12-10 22:00", ["2031-12-09 20:00", "2031-12-10 20:00"]),
    ],
)
def test_reminders_come_at_a_human_hour(starts, reminded):
    come(event(starts))
    moment, end, found = at("2031-12-07 00:00"), at(starts), []
    while moment < end:
        said = moment.strftime("%Y-%m-%d %H:%M")
        found += [said for _ in planned(said)]
        moment += HOUR

    assert found == reminded


def test_quiet_hours_are_those_of_the_event():
    come(event("2031-12-10 10:00", zone="Europe/Paris"))

    assert planned("2031-12-09 09:01") == ["event_reminder"]
    # Two hours before, it is eight in Paris and seven in Casablanca.
    assert planned("2031-12-10 07:01") == ["event_reminder"]


def test_who_registers_late_is_not_told_twice_what_she_has_just_read():
    afternoon, morning = event("2031-12-10 15:00"), event("2031-12-11 09:00")
    come(afternoon, "2031-12-10 10:00")
    come(morning, "2031-12-10 14:00")

    assert planned("2031-12-10 10:30") == []
    assert planned("2031-12-10 13:00") == ["event_reminder"]
    # The evening before stays when the first reminder was left out.
    assert planned("2031-12-10 20:00") == ["event_reminder"]
    assert planned("2031-12-11 08:59") == []


def test_an_event_that_moves_is_told_anew(staff):
    gone = event("2031-12-10 15:00")
    come(gone)
    assert planned("2031-12-09 15:00") == ["event_reminder"]
    old = Letter.objects.get(kind__endswith="event_reminder")
    with time_machine.travel(at("2031-12-09 16:00"), tick=False):
        session = gone.sessions.get()
        actions.move_event(gone.pk, {session.pk: make.wall(at("2031-12-12 15:00"))}, by=staff)

    assert told(old, "2031-12-09 17:00") is None
    assert planned("2031-12-11 15:00") == ["event_reminder"]


@pytest.mark.parametrize("leave", ["withdraw", "cancel"])
def test_who_leaves_is_not_reminded_even_when_the_letter_is_written(leave, staff):
    gone = event("2031-12-10 15:00")
    row = come(gone)
    planned("2031-12-09 15:00")
    letter = Letter.objects.get(kind__endswith="event_reminder")
    assert told(letter, "2031-12-09 15:01")["event"] == gone.title

    with time_machine.travel(at("2031-12-09 15:02"), tick=False):
        if leave == "withdraw":
            actions.withdraw(row.pk, by=None)
        else:
            actions.cancel_event(gone.pk, by=staff, reason="x")

    assert told(letter, "2031-12-09 15:03") is None
    assert planned("2031-12-10 13:00") == []


def test_nothing_is_told_after_the_fact():
    come(event("2031-12-10 15:00"))

    assert planned("2031-12-10 13:30") == ["event_reminder"]  # the day before nothing ran: only what still makes sense
    letter = Letter.objects.get(kind__endswith="event_reminder")
    assert letter.not_after == at("2031-12-10 15:00")
    assert told(letter, "2031-12-10 15:01") is None
    assert planned("2031-12-10 15:01") == []


def test_the_first_loses_its_sense_when_the_second_is_due():
    come(event("2031-12-10 15:00"))
    planned("2031-12-09 15:00")

    assert Letter.objects.get(kind__endswith="event_reminder").not_after == at("2031-12-10 13:00")


def test_several_dates_of_one_day_are_one_letter():
    person = make.person()
    morning, evening = event("2031-12-10 10:00"), event("2031-12-10 17:00")
    for one in (morning, evening):
        come(one, who=person)
    come(morning)

    assert sorted(planned("2031-12-09 10:00")) == ["event_reminder", "reminder_digest"]
    digest = Letter.objects.get(kind__endswith="reminder_digest")
    assert [part["event"] for part in told(digest, "2031-12-09 10:01")["parts"]] == [morning.title, evening.title]
    beside = Letter.objects.get(params__has_key="told_with")
    assert told(beside, "2031-12-09 10:01") is None
    assert planned("2031-12-09 17:00") == []
    assert sorted(planned("2031-12-10 08:00")) == ["event_reminder", "reminder_digest"]


def test_a_date_that_joins_the_day_later_is_told_alone():
    person = make.person()
    morning, evening = event("2031-12-10 10:00"), event("2031-12-10 17:00")
    come(morning, who=person)
    assert planned("2031-12-09 10:00") == ["event_reminder"]
    come(evening, "2031-12-09 12:00", who=person)

    assert planned("2031-12-09 17:00") == ["event_reminder"]


def test_sessions_of_one_event_on_one_day_stand_under_one_title():
    with time_machine.travel(at(BEFORE), tick=False):
        training = make.event(starts=at("2031-12-10 10:00"))
        agenda.add_session(training.pk, make.wall(at("2031-12-10 15:00")))
    come(training, guest="une@exemple.test")

    assert planned("2031-12-09 10:00") == ["reminder_digest"]
    [part] = told(Letter.objects.get(kind__endswith="reminder_digest"), "2031-12-09 10:01")["parts"]
    assert len(part["dates"]) == 2


def test_the_online_room_stands_in_the_reminder_of_those_who_come_online():
    hybrid = event("2031-12-10 15:00", mode="hybrid", online_url="https://visio.exemple.test/x")
    come(hybrid, way="online")
    come(hybrid, way="room")
    planned("2031-12-09 15:00")

    letters = Letter.objects.filter(kind__endswith="event_reminder")
    links = {told(letter, "2031-12-09 15:01")["online_url"] for letter in letters}
    assert links == {hybrid.online_url, ""}


def test_a_tick_may_run_twice_and_costs_the_same_for_one_person_and_three(django_assert_num_queries):
    first = event("2031-12-10 15:00")
    come(first)
    with time_machine.travel(at("2031-12-09 15:00"), tick=False), django_assert_num_queries(5):
        plan_reminders()
    second = event("2031-12-11 15:00", dates=3)
    for _ in range(3):
        come(second)
    with time_machine.travel(at("2031-12-10 15:00"), tick=False), django_assert_num_queries(5):
        plan_reminders()
    count = Letter.objects.count()
    with time_machine.travel(at("2031-12-10 15:00"), tick=False):
        plan_reminders()
        plan()
    assert Letter.objects.count() == count


def test_who_wants_no_reminders_gets_none():
    row = come(event("2031-12-10 15:00"))
    row.person.wants_reminders = False
    row.person.save()
    planned("2031-12-09 15:00")

    letter = Letter.objects.get(kind__endswith="event_reminder")
    assert letter.category == Category.REMINDER
    assert objection(letter)[0] == LetterState.SUPPRESSED

"""Planner, reaper, heartbeats, lateness: the clock's other rounds."""

from datetime import timedelta

import pytest
from django.conf import settings as house
from django.db import OperationalError
from django.utils import timezone

from incubator.celery import app
from incubator.outbox import claims, planning, queries, tasks
from incubator.outbox.models import Heartbeat, Letter, Pause
from incubator.outbox.post import post
from incubator.outbox.states import LetterState as S

AGO = timedelta(minutes=6)


def lease(minutes):
    return {
        "lease_token": "1c9c1d36-7f3a-4f5f-9b44-c8a2ab3d7f11",
        "lease_until": timezone.now() + timedelta(minutes=minutes),
    }


@pytest.mark.parametrize(
    ("kind", "state", "attempts", "after"),
    [
        ("trial.note", S.CLAIMED, 0, S.PLANNED),
        ("trial.decision", S.CLAIMED, 0, S.PLANNED),
        ("trial.note", S.SENDING, 1, S.PLANNED),
        ("trial.note", S.SENDING, 6, S.FAILED),
        ("trial.decision", S.SENDING, 1, S.UNCERTAIN),
    ],
)
def test_the_reaper_takes_what_a_dead_sender_left(letter, kind, state, attempts, after):
    note = letter(kind, state=state, lifted={**lease(-1), "attempts": attempts})

    assert claims.reap() == 1

    note.refresh_from_db()
    assert (note.state, note.lease_token, note.attempts) == (after, None, attempts)


@pytest.mark.parametrize("state", [S.CLAIMED, S.SENDING])
def test_the_reaper_leaves_the_living_alone(letter, state):
    letter(state=state, lifted=lease(1))

    assert claims.reap() == 0


def test_a_sender_that_slept_past_its_lease_stamps_nothing(letter):
    note = letter()
    token = claims.uuid.uuid4()
    claims.claim(token, most=1)
    begun, _values = claims.begin(note.pk, token)
    Letter.objects.update(lease_until=timezone.now() - AGO)
    claims.reap()

    claims.failed(begun, "too late")

    note.refresh_from_db()
    assert note.state == S.PLANNED


def test_planners_post_each_occasion_once(trial, stranger):
    trial.plan_with("trial", lambda: post("trial.reminder", to=stranger, once="j-7"))

    planning.plan()
    planning.plan()

    assert Letter.objects.get().once == "j-7"


def test_a_planner_that_fails_stops_no_other_and_is_told(trial, stranger):
    trial.plan_with("a", lambda: 1 / 0)
    trial.plan_with("b", lambda: post("trial.reminder", to=stranger, once="j-7"))

    with pytest.raises(planning.PlanningFailed, match="a"):
        planning.plan()

    assert Letter.objects.exists()


def test_a_database_that_went_away_is_not_a_planners_fault(trial, db):
    def gone():
        raise OperationalError

    trial.plan_with("a", gone)

    with pytest.raises(OperationalError):
        planning.plan()


def test_the_clock_rings_our_doorbells():
    app.loader.import_default_modules()

    assert {"outbox.dispatch", "outbox.plan", "outbox.reap"} <= set(app.tasks) & set(house.TICKS)


def test_a_round_that_ended_well_stamps_its_heart(letter):
    letter(state=S.CLAIMED, lifted=lease(-1))

    tasks.reap.apply()
    tasks.dispatch.apply()
    tasks.plan.apply()

    assert dict(Heartbeat.objects.values_list("name", "every")) == {
        "outbox.dispatch": 10,
        "outbox.plan": 60,
        "outbox.reap": 300,
    }
    assert Letter.objects.get().state == S.SENT


def test_a_round_that_failed_stamps_nothing(trial, db):
    trial.plan_with("a", lambda: 1 / 0)

    tasks.plan.apply()

    assert not Heartbeat.objects.exists()


def test_nothing_is_late_in_a_new_house(db):
    said = queries.late()

    assert (said.ticks, said.oldest_due, said.pause, said.is_late) == ([], None, "", False)


@pytest.mark.parametrize(
    ("every_seconds", "seconds", "late"), [(10, 80, False), (10, 100, True), (300, 800, False), (300, 1000, True)]
)
def test_a_tick_is_late_after_three_turns(db, every_seconds, seconds, late):
    Heartbeat.objects.create(name="outbox.x", every=every_seconds, at=timezone.now() - timedelta(seconds=seconds))

    said = queries.late()

    assert said.ticks == (["outbox.x"] if late else [])
    assert said.is_late == late


def test_the_oldest_due_letter_tells_that_nobody_sends(letter):
    letter(due_at=timezone.now() - timedelta(minutes=11))
    letter(due_at=timezone.now() + timedelta(minutes=1))
    letter(due_at=timezone.now() - timedelta(hours=5), state=S.HELD)

    said = queries.late()

    assert timedelta(minutes=11) <= said.oldest_due < timedelta(minutes=12)
    assert said.is_late


def test_a_letter_that_waits_for_its_next_try_is_not_old(letter):
    letter(
        due_at=timezone.now() - timedelta(hours=5),
        state=S.PLANNED,
        lifted={"next_try_at": timezone.now() - timedelta(minutes=1)},
    )

    assert queries.late().oldest_due < timedelta(minutes=2)


def test_a_pause_is_told(db):
    Pause.objects.create(why="Connection refused")

    assert queries.late().pause == "Connection refused"


def test_lateness_costs_three_queries(db, django_assert_num_queries):
    with django_assert_num_queries(3):
        queries.late()

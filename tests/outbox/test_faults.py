"""Senders that die, servers that hang, clocks that ring twice. Real processes; each promise with its control (reliability.md 5)."""

import signal
import subprocess
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import Celery
from django.db import connection
from django.utils import timezone
from kombu.exceptions import OperationalError

from incubator import env
from incubator.embedded import start_valkey
from incubator.outbox import claims, planning, sending
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.outbox.states import LetterState as S
from tests.outbox.processes import PATIENCE, go, kill_in_the_middle, readers, send_the_rest, sender, wait_for
from tests.outbox.smtp import serving

MANY = 500

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def post_many(number=MANY):
    Letter.objects.bulk_create(
        Letter(
            kind="outbox.test_message",
            address=f"reader{n}@exemple.test",
            once=f"many:{n}",
            due_at=timezone.now() - timedelta(minutes=1),
        )
        for n in range(number)
    )


def test_senders_that_are_killed_lose_none_and_repeat_at_most_one_each():
    post_many()
    with serving() as server:
        for at in (70, 180, 320):
            kill_in_the_middle(server, at=at)
        send_the_rest(server)

    found = readers(server)
    assert len(found) == MANY
    assert sum(found.values()) - MANY <= 3
    assert Letter.objects.filter(state=S.SENT).count() == MANY
    assert len(set(server.ids)) == MANY, "a copy carries the Message-ID of the first"


def test_control_marking_before_sending_loses_mails():
    post_many(200)
    with serving() as server:
        kill_in_the_middle(server, at=60, recipe="marks_first")
        send_the_rest(server)

    assert len(readers(server)) < 200


def test_two_senders_at_once_repeat_none():
    post_many(300)
    with serving() as server, sender(server) as one, sender(server) as two:
        go(one, two)
        assert (one.wait(PATIENCE), two.wait(PATIENCE)) == (0, 0)

    assert set(readers(server).values()) == {1}
    assert len(readers(server)) == 300
    assert server.connections >= 2


def test_control_two_senders_without_leases_repeat():
    post_many(100)
    with serving("slow") as server, sender(server, "takes_no_lease") as one, sender(server, "takes_no_lease") as two:
        server.delay = 0.01
        go(one, two)
        assert (one.wait(PATIENCE), two.wait(PATIENCE)) == (0, 0)

    assert max(readers(server).values()) > 1


def test_a_database_that_drops_its_connections_loses_none():
    post_many(200)
    with serving() as server, sender(server) as process:
        go(process)
        for at in (50, 100):
            wait_for(lambda at=at: len(server.ledger) >= at)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        process.wait(PATIENCE)
        Letter.objects.exclude(lease_until=None).update(lease_until=timezone.now() - timedelta(minutes=1))
        claims.reap()
        send_the_rest(server)

    assert len(readers(server)) == 200
    assert sum(readers(server).values()) <= 202


def test_a_silent_server_ends_the_attempt(letter, by_smtp, settings):
    note, usual = letter(), settings.EMAIL_TIMEOUT
    by_smtp("silent", timeout=1)

    began = time.monotonic()
    sending.tick()

    note.refresh_from_db()
    assert 1 <= time.monotonic() - began < 3
    assert usual == 10
    assert (note.state, note.attempts) == (S.PLANNED, 0)


@pytest.fixture
def broker():
    """A Valkey of our own, that may be hurt."""
    with tempfile.TemporaryDirectory(prefix="pv-") as folder:
        url, process = start_valkey(Path(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield url, process
        process.send_signal(signal.SIGCONT)
        process.kill()
        process.wait(10)


@pytest.mark.parametrize("hurt", [signal.SIGSTOP, signal.SIGKILL], ids=["frozen", "gone"])
def test_a_page_that_posts_a_letter_never_waits_for_the_broker(client, staff, settings, broker, hurt):
    url, process = broker
    settings.CELERY_BROKER_URL, settings.CELERY_TASK_ALWAYS_EAGER = url, False
    settings.CACHES = {"default": env.cache(url)}
    client.force_login(staff)
    client.get("/admin/outbox/letter/")
    process.send_signal(hurt)

    began = time.monotonic()
    answer = client.post("/admin/outbox/letter/do/test/")

    assert time.monotonic() - began < 2
    assert answer.status_code == 302
    assert Letter.objects.get().state == S.PLANNED


def test_control_whoever_rings_a_frozen_broker_waits_and_fails(broker):
    url, process = broker
    process.send_signal(signal.SIGSTOP)
    ringing = Celery("control", broker=url, set_as_current=False)
    ringing.conf.broker_transport_options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}

    with pytest.raises((OperationalError, TimeoutError)):
        ringing.send_task("outbox.dispatch", retry=False)


def test_two_clocks_plan_each_occasion_once(trial, staff):
    trial.plan_with("trial", lambda: [post("trial.reminder", to=staff, once=f"j-7:{n}") for n in range(50)])
    start = threading.Barrier(2)

    def clock():
        start.wait(5)
        planning.plan()
        connection.close()

    clocks = [threading.Thread(target=clock) for _ in range(2)]
    for each in clocks:
        each.start()
    for each in clocks:
        each.join(20)

    assert Letter.objects.count() == 50


def test_after_six_hours_without_a_sender_stale_reminders_expire_and_the_rest_goes_once(letter, mailoutbox):
    now = timezone.now()
    for hours in range(1, 7):
        letter("trial.reminder", due_at=now - timedelta(hours=hours), not_after=now - timedelta(hours=hours - 3))
        letter(due_at=now - timedelta(hours=hours))

    sending.tick()
    sending.tick()

    expired = Letter.objects.filter(state=S.EXPIRED)
    assert [letter.category for letter in expired] == ["reminder"] * 4
    assert Letter.objects.filter(state=S.SENT).count() == len(mailoutbox) == 8

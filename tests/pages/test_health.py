from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from incubator.outbox.models import Heartbeat
from incubator.outbox.queries import late
from tests.conftest import nothing_written


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_alive_asks_nobody(client):
    answer = client.get("/livez", headers={"host": "10.0.0.7"})

    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_ready_when_everything_answers(client, db):
    with nothing_written():
        answer = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "database": "ok", "migrations": "ok", "media": "ok", "heartbeats": "ok"}


def test_not_ready_while_the_database_is_away(client, db):
    def refuse(*_):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "OperationalError"


def test_not_ready_when_files_cannot_be_written(client, db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "gone"

    assert client.get("/readyz").json()["media"] == "FileNotFoundError"


def test_a_beat_that_missed_its_turns_is_named(client, db):
    Heartbeat.objects.create(name="outbox.dispatch", every=10, at=timezone.now() - timedelta(seconds=60))
    assert late().ticks == []

    Heartbeat.objects.update(at=timezone.now() - timedelta(minutes=5))
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["heartbeats"] == "late: outbox.dispatch"


@pytest.mark.parametrize(
    "asked_by",
    [
        {"REMOTE_ADDR": "41.92.7.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "41.92.7.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.1, 41.92.7.1"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "nonsense"},
    ],
)
def test_strangers_find_nothing_at_readyz(client, db, asked_by):
    assert client.get("/readyz", **asked_by).status_code == 404

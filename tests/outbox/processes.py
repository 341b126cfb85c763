"""Senders as processes of their own: begun, killed in the middle, and what the mail server has of them."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

from django.db import connection
from django.utils import timezone

from incubator.outbox import claims
from incubator.outbox.models import Letter

ROOT = Path(__file__).resolve().parent.parent.parent
#: PORTAL_LONG=1 plays the faults in the size of a large conference.
IS_LONG = bool(os.environ.get("PORTAL_LONG"))
PATIENCE = 1800 if IS_LONG else 90


def database_url():
    held = connection.settings_dict
    secret = f":{quote(held['PASSWORD'])}" if held["PASSWORD"] else ""
    port = f":{held['PORT']}" if held["PORT"] else ""
    return f"postgresql://{quote(held['USER'])}{secret}@{port}/{held['NAME']}?host={quote(held['HOST'], safe='')}"


@contextmanager
def sender(server, recipe="careful"):
    """A process that is ready to send to this server; killed at the end, if it still lives."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "incubator.settings",
        "DATABASE_URL": database_url(),
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
        "OUTBOX_PER_MINUTE": "0",
        "OUTBOX_PER_DOMAIN": "0",
        "LOG_LEVEL": "CRITICAL",
    }
    command = [sys.executable, "-m", "tests.outbox.sender", recipe]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **pipes) as process:
        try:
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def go(*processes):
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "the test waited too long"
        time.sleep(0.005)


def kill_in_the_middle(server, *, at, recipe="careful"):
    with sender(server, recipe) as process:
        go(process)
        wait_for(lambda: len(server.ledger) >= at)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
    time.sleep(0.2)  # what the dead one still had on the wire arrives
    Letter.objects.exclude(lease_until=None).update(lease_until=timezone.now() - timedelta(minutes=1))
    claims.reap()


def send_the_rest(server, recipe="careful"):
    with sender(server, recipe) as process:
        go(process)
        assert process.wait(PATIENCE) == 0


def readers(server):
    return Counter(str(message["To"]) for message in server.ledger)

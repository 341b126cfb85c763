"""The whole portal in one terminal, as a newcomer starts it: it answers, it stops, and nothing is left when it is killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from incubator.machine import PROJECT
from tests.ground.test_embedded import wait_until_gone

pytestmark = pytest.mark.slow
INHERITED = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS", "DEMO", "DJANGO_SETTINGS_MODULE")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def port():
    return free_port()


def opened(folder):
    """The environment of somebody who has just opened a terminal."""
    kept = {
        name: value for name, value in os.environ.items() if name not in INHERITED and not name.startswith("PYTEST")
    }
    return kept | {"PORTAL_VAR": str(folder / "var")}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """One folder for all: the first start makes the database, as a newcomer's does, the others find it."""
    return opened(tmp_path_factory.mktemp("up"))


def typed(plain, *words):
    """A command in a second terminal, until it ends."""
    return subprocess.run([sys.executable, *words], cwd=PROJECT, env=plain, capture_output=True, text=True, check=False)


@pytest.fixture
def start(plain, port):
    started = []

    def go(*options):
        command = [sys.executable, "-m", "incubator.up", "run", "--no-demo", "--port", str(port), *options]
        process = subprocess.Popen(
            command, cwd=PROJECT, env=plain, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        started.append(process)
        said = []
        for line in process.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                return process
        raise AssertionError("".join(said))

    yield go
    for process in started:
        process.terminate()
        process.stdout.close()
        process.wait(30)


def answers(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/livez", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def offspring(pid):
    """Processes whose forefather is this one."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_with_all_its_children(start, port, how):
    process = start()
    children = offspring(process.pid)
    assert answers(port)
    assert len(children) >= 5  # database and its helpers, broker, web, worker

    process.send_signal(how)
    said = process.stdout.read()

    assert said.endswith("stopped\n")
    assert process.wait(30) == (0 if how == signal.SIGINT else 128 + how)
    assert wait_until_gone(children, seconds=5)


def test_nothing_is_left_after_a_kill_and_it_starts_again_at_once(start, port):
    process = start()
    children = offspring(process.pid)

    process.kill()
    process.wait()

    began = time.monotonic()
    assert wait_until_gone(children)
    start()
    assert answers(port)
    assert time.monotonic() - began < 60


def test_a_second_terminal_works_on_the_running_rows_and_a_second_portal_is_refused(start, port, plain):
    start()
    told = json.loads((Path(plain["PORTAL_VAR"]) / "up.json").read_text())
    asked = "from django.conf import settings as s; print('host', s.DATABASES['default']['HOST'])"

    manage = typed(plain, "manage.py", "shell", "-v0", "-c", asked)
    second = typed(plain, "-m", "incubator.up", "run", "--port", str(free_port()))
    taken = typed(plain, "-m", "incubator.up", "run", "--port", str(port))

    assert manage.returncode == 0, manage.stderr
    assert told["DATABASE_URL"].endswith(manage.stdout.split("host ")[1].strip())
    assert "already runs" in second.stderr
    assert f"Port {port} is in use" in taken.stderr


def test_any_command_finds_or_starts_its_servers(tmp_path):
    plain = opened(tmp_path)

    said = typed(plain, "-m", "incubator.up", "migrate", "--plan")

    assert said.returncode == 0, said.stderr
    assert "Planned operations" in said.stdout
    assert (Path(plain["PORTAL_VAR"]) / "pg" / "PG_VERSION").exists()

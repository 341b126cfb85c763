"""The servers of the first run: for root and for others, thrown away with their parent, taken up again after a fall."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from incubator import embedded
from incubator.embedded import Postgres, start_valkey

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
NO_PARENT = "only Linux tells a child that its parent ended"


@pytest.fixture
def folder():
    """Short: the path of a socket ends at 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="ps-") as path:
        Path(path).chmod(0o711)
        (Path(path) / "run").mkdir()
        yield Path(path)


def ask(url, question="SELECT current_setting('server_encoding')"):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()[0]


def end(process, how=signal.SIGINT):
    process.send_signal(how)
    process.wait(20)


def test_rows_survive_a_kill_and_a_restart(folder):
    server = Postgres(folder / "data", folder / "run")
    process = server.start(**QUIET)
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    end(process, signal.SIGKILL)

    process = server.start(**QUIET)

    assert ask(server.url, "SELECT number FROM kept") == 7
    end(process)


def test_the_database_speaks_utf8_and_is_not_on_the_network(folder):
    server = Postgres(folder / "data", folder / "run", durable=False)
    process = server.start(**QUIET)

    assert ask(server.url) == "UTF8"
    assert ask(server.url, "SELECT current_setting('listen_addresses')") == ""
    assert (folder / "data").stat().st_mode & 0o077 == 0
    end(process)


def test_a_first_start_that_was_interrupted_is_made_again(folder):
    (folder / "data.new").mkdir()
    (folder / "data.new" / "PG_VERSION").write_text("18")
    server = Postgres(folder / "data", folder / "run", durable=False)

    process = server.start(**QUIET)

    assert ask(server.url, "SELECT 1") == 1
    end(process)


@pytest.mark.skipif(not embedded.IS_ROOT, reason="only root has to become somebody else")
def test_root_without_namespaces_becomes_nobody(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_NO_NAMESPACE", "1")
    server = Postgres(folder / "data", folder / "run", durable=False)
    process = server.start(**QUIET)
    owner = Path(f"/proc/{process.pid}").stat().st_uid

    assert owner == embedded.NOBODY
    end(process)


@pytest.mark.skipif(not embedded.IS_ROOT, reason="only root has to become somebody else")
def test_root_without_namespaces_in_a_closed_home_moves_out(folder, monkeypatch):
    monkeypatch.setenv("PORTAL_NO_NAMESPACE", "1")
    closed = folder / "home"
    closed.mkdir(mode=0o700)
    server = Postgres(closed / "data", folder / "run", durable=False)
    process = server.start(**QUIET)

    assert ask(server.url, "SELECT 1") == 1
    assert closed.stat().st_mode & 0o777 == 0o700
    assert server.data.parent.parent == embedded.LASTING
    end(process)
    shutil.rmtree(server.data.parent)


def test_the_broker_answers_on_its_socket(folder):
    address, process = start_valkey(folder / "run", **QUIET)

    assert address == f"redis+socket://{folder / 'run' / 'valkey.sock'}"
    end(process, signal.SIGTERM)


def test_a_missing_server_is_told_in_words(folder, monkeypatch):
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    monkeypatch.setattr(embedded.shutil, "which", lambda name: None)
    monkeypatch.delenv("PG_BINDIR", raising=False)

    with pytest.raises(embedded.Unavailable, match="DATABASE_URL"):
        Postgres(folder / "data", folder / "run")
    with pytest.raises(embedded.Unavailable, match="REDIS_URL"):
        start_valkey(folder / "run")


def test_a_server_that_cannot_start_is_told_in_words(folder):
    server = Postgres(folder / "data", folder / "run", durable=False)
    end(server.start(**QUIET))
    (folder / "data" / "global" / "pg_control").unlink()

    with pytest.raises(embedded.Unavailable, match="ended with code"):
        server.start(**QUIET)


@pytest.mark.skipif(not embedded.LINUX, reason=NO_PARENT)
def test_servers_end_with_a_parent_that_was_killed(folder):
    starts = (
        "import sys, time, pathlib\n"
        "from incubator.embedded import Postgres, start_valkey\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "database = Postgres(here / 'data', here / 'run', durable=False).start()\n"
        "broker = start_valkey(here / 'run')[1]\n"
        "print('pids', database.pid, broker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", starts, str(folder)], stdout=subprocess.PIPE, text=True)
    said = next(line for line in parent.stdout if line.startswith("pids "))
    children = [int(pid) for pid in said.split()[1:]]

    parent.kill()
    parent.communicate()

    assert wait_until_gone(children), "servers without a parent"


def wait_until_gone(pids, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(alive(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False

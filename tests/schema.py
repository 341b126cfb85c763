"""The migrated, empty database is kept as a dump between runs (fixtures that tests/conftest.py hands on).

Migrating takes ten seconds and more, reading a dump one. The dump is keyed by every migration, the locked requirements and the
server's programs, so it can never be older than what it stands for; whatever goes wrong with it, the database is migrated as ever.
"""

import fcntl
import hashlib
import os
import subprocess
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from psycopg.conninfo import make_conninfo

from incubator.embedded import find_postgres
from tests.rows import remember

ROOT = Path(__file__).resolve().parent.parent
#: Outside of the checkout, so that several checkouts of one person share it.
FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "portal-tests"
KEPT = 12


def _key():
    told = hashlib.sha256(str(find_postgres()).encode())
    for path in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py"), ROOT / "requirements.txt"]):
        told.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return told.hexdigest()[:32]


def _run(program, *words, database):
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=database)
    subprocess.run([str(find_postgres() / program), *words, url], check=True, capture_output=True, timeout=120)


def _restore(dump, name):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        line.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    _run("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-f", str(dump), database=name)


def _keep(dump, name):
    draft = dump.with_suffix(f".{os.getpid()}")
    _run("pg_dump", "--no-owner", "--no-privileges", "-f", str(draft), database=name)
    draft.rename(dump)
    for old in sorted(FOLDER.glob("*.sql"), key=lambda one: one.stat().st_mtime, reverse=True)[KEPT:]:
        old.unlink(missing_ok=True)


def _drop(name):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as line:
        line.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _name():
    """Of the test database: before it is made its name is still to be derived."""
    known = connection.settings_dict["NAME"]
    return known if known.startswith(TEST_DATABASE_PREFIX) else connection.creation._get_test_db_name()


@pytest.fixture(scope="session")
def turn():
    """One process of the suite migrates, the others wait for its dump."""
    FOLDER.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings, turn):
    """True when the database came from the dump; the server is thrown away after the run, whatever is said here."""
    if request.config.getvalue("reuse_db") or os.environ.get("PORTAL_TEST_SERVICES") != "own":
        return bool(request.config.getvalue("reuse_db"))
    dump, name = FOLDER / f"{_key()}.sql", _name()
    if not dump.is_file():
        return False
    turn.close()
    try:
        os.utime(dump)
        _restore(dump, name)
    except (OSError, subprocess.SubprocessError, psycopg.Error):
        _drop(name)
        dump.unlink(missing_ok=True)
        return False
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker, turn):
    if not django_db_keepdb and os.environ.get("PORTAL_TEST_SERVICES") == "own":
        dump = FOLDER / f"{_key()}.sql"
        try:
            if not dump.is_file():
                _keep(dump, _name())
        except (OSError, subprocess.SubprocessError) as why:
            print(f"the migrated schema could not be kept: {why}", getattr(why, "stderr", b""))
    turn.close()
    with django_db_blocker.unblock():
        remember()

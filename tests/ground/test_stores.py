"""Stores that go away and come back under a running portal: pages say so in their language, and work again without a restart."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from incubator.embedded import Postgres, find_postgres, start_valkey
from incubator.pages.context import in_language
from incubator.pages.errors import RETRY_AFTER
from tests.house import ROOT
from tests.look.stage import sessions
from tests.look.staged import staged
from tests.permissions.matrix import matrix
from tests.permissions.routes import arguments
from tests.permissions.world import ROLES
from tests.servers import QUIET, stop

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PATIENCE = 2.0
LANGUAGES = ("fr", "ar", "en")


class Stores:
    """A database and a broker of our own, that may be stopped; the rows are a copy of the stage."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Postgres(folder / "data", folder, durable=False)
        self.postgres = self.server.start(**QUIET)
        self.broker_url, self.valkey = start_valkey(folder, **QUIET)
        self._copy_rows()

    def _copy_rows(self) -> None:
        held, tools = connection.settings_dict, find_postgres()
        ours = ["-h", held["HOST"], "-U", held["USER"] or "postgres", "-d", held["NAME"]]
        dump = subprocess.run([tools / "pg_dump", "--no-owner", *ours], check=True, capture_output=True)
        load = [tools / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.server.url]
        subprocess.run(load, input=dump.stdout, check=True, capture_output=True)

    def start_again(self) -> None:
        self.postgres = self.server.start(**QUIET)

    def end(self) -> None:
        self.valkey.send_signal(signal.SIGCONT)
        stop(self.valkey, signal.SIGTERM)
        stop(self.postgres, signal.SIGQUIT)


@pytest.fixture
def stores():
    with tempfile.TemporaryDirectory(prefix="st-") as folder:
        made = Stores(Path(folder))
        yield made
        made.end()


@pytest.fixture
def stage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return staged(settings.MEDIA_ROOT)


@pytest.fixture
def asked(stage, stores, tmp_path):
    """asked() walks every page of the matrix; asked(["/livez"]) others. A running portal answers, always the same one."""
    pages = addresses(stage)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": stores.server.url,
        "REDIS_URL": stores.broker_url,
        "PORTAL_VAR": str(tmp_path),
        "MEDIA_ROOT": str(tmp_path / "media"),
        "LOG_LEVEL": "CRITICAL",
    }
    command = [sys.executable, "-m", "tests.ground.pages_while_stores_go"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as portal:

        def ask(others=()):
            wanted = [[address, ""] for address in others] or pages
            portal.stdin.write(json.dumps(wanted) + "\n")
            portal.stdin.flush()
            answers = json.loads(portal.stdout.readline())
            return {
                f"{address} {cookie[:4]}": answer for (address, cookie), answer in zip(wanted, answers, strict=True)
            }

        yield ask
        portal.stdin.close()
        portal.wait(20)


def addresses(stage):
    """Every page of the matrix as one who may see it, the languages in turn."""
    parts, keys, found = arguments(stage.world), sessions(stage), []
    for n, (name, (get, _post)) in enumerate(matrix().items()):
        if "y" in get:
            role = ROLES[get.index("y")]
            address = reverse(name, kwargs=parts.get(name, {}))
            found.append([in_language(address, LANGUAGES[n % 3]), keys[role]])
    return [
        *found,
        [reverse("admin:index"), keys["SU"]],
        [reverse("admin:programs_application_changelist"), keys["SU"]],
    ]


def codes(answers):
    return {address: answer[0] for address, answer in answers.items()}


def language_of(address):
    return next((code for code in ("ar", "en") if address.startswith(f"/{code}/")), "fr")


#: Pages without a row: they answer as ever.
ASK_NOTHING = {"/certificates/"}


def bare(address):
    """Without the language: which one a page is asked in changes from run to run."""
    return re.sub(r"^/(ar|en)(?=/)", "", address.strip())


def test_a_database_that_stops_and_starts_again(asked, stores):
    before = codes(asked())
    assert set(before.values()) <= {200, 302}

    stop(stores.postgres, signal.SIGINT)
    wrong = {
        address: answer
        for address, answer in asked().items()
        if (bare(address) not in ASK_NOTHING and answer[:3] != [503, RETRY_AFTER, language_of(address)])
        or answer[3] > PATIENCE
    }
    assert wrong == {}
    assert list(codes(asked(["/livez", "/readyz"])).values()) == [200, 503]

    stores.start_again()
    assert codes(asked()) == before
    assert list(codes(asked(["/livez", "/readyz"])).values()) == [200, 200]


def test_a_broker_that_freezes_dies_and_comes_back(asked, stores):
    before = codes(asked())

    stores.valkey.send_signal(signal.SIGSTOP)
    frozen = asked()
    stores.valkey.send_signal(signal.SIGCONT)
    thawed = asked()
    stop(stores.valkey, signal.SIGKILL)
    dead = asked()
    (stores.folder / "valkey.sock").unlink(missing_ok=True)
    _url, stores.valkey = start_valkey(stores.folder, **QUIET)

    for answers in (frozen, thawed, dead, asked()):
        assert codes(answers) == before
        assert max(answer[3] for answer in answers.values()) < PATIENCE

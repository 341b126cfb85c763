"""A throw-away server with the portal's tables, for what is measured from inside."""

import os
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from incubator.embedded import Postgres


def served(measure: Callable[[], None], *, durable: bool = False) -> None:
    """Runs `measure` on it. A durable server waits for the disk at each commit, as in production."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        here = Path(folder)
        (here / "static").mkdir()
        server = Postgres(here / "data", here, durable=durable)
        database = server.start(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.environ |= {"DATABASE_URL": server.url, "PORTAL_VAR": folder, "DEMO": "1", "LOG_LEVEL": "ERROR"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")
        try:
            django.setup()
            call_command("migrate", verbosity=0)
            measure()
            connection.close()
        finally:
            database.terminate()
            database.wait()

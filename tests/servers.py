"""pytest plugin, loaded with "-p tests.servers": a real PostgreSQL and a real Valkey for the suite.

It works while it is imported, before pytest-django reads the settings. Each service comes from the environment
(DATABASE_URL, REDIS_URL) or is started from what the requirements ship; PG_BINDIR names other PostgreSQL programs.
All of it lives in one temporary folder, on Unix sockets, and ends with the run. Workers of pytest-xdist inherit the addresses.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from incubator import catalogues
from incubator.embedded import Postgres, Unavailable, start_valkey

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def start_missing(folder):
    if not os.environ.get("DATABASE_URL"):
        server = Postgres(folder / "data", folder, durable=False)
        atexit.register(stop, server.start(**QUIET), signal.SIGQUIT)
        os.environ["DATABASE_URL"] = server.url
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"], process = start_valkey(folder, **QUIET)
        atexit.register(stop, process, signal.SIGTERM)


def stop(process, how):
    process.send_signal(how)
    process.wait(10)


def begin():
    os.environ["PORTAL_TEST_SERVICES"] = "given" if os.environ.get("DATABASE_URL") else "own"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's interface keeps an event loop in this thread
    began, folder = time.monotonic(), Path(tempfile.mkdtemp(prefix="pt-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PORTAL_VAR"] = str(folder / "var")
    (folder / "var").mkdir()
    catalogues.compile_stale()
    try:
        start_missing(folder)
    except Unavailable as why:
        sys.exit(f"The tests need their servers: {why}")
    print(
        f"services in {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )


if not os.environ.get("PORTAL_TEST_SERVICES"):
    begin()

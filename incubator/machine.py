"""What this machine knows about itself: the folder it keeps, its secret, and the servers that run on it now."""

import fcntl
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TOLD = ("DATABASE_URL", "REDIS_URL", "DEMO", "SITE_URL")


class Busy(Exception):
    """Another portal works in this folder."""


def var_folder() -> Path:
    """Where everything lives that is not the project: rows, files, mail of the demonstration, log."""
    var = Path(os.environ.get("PORTAL_VAR") or PROJECT / "var").absolute()
    var.mkdir(parents=True, exist_ok=True)
    os.environ["PORTAL_VAR"] = str(var)
    return var


def lend_secret(var: Path) -> None:
    """A secret key made once for this machine, when the environment brings none."""
    kept = var / "secret_key"
    if not os.environ.get("SECRET_KEY") and not kept.exists():
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept.read_text(encoding="ascii")


@contextmanager
def alone(var: Path) -> Iterator[Callable[[], None]]:
    """Holds the folder for this process; raises Busy. Gives a function that tells the addresses of the servers to other terminals.

    The lock is the kernel's: it ends with the process, however that ends.
    """
    with open(os.open(var / "up.json", os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise Busy(str(var)) from taken
        file.truncate()

        def tell() -> None:
            json.dump({name: os.environ[name] for name in TOLD if os.environ.get(name)}, file)
            file.flush()

        yield tell
        file.truncate(0)


def lend_addresses(var: Path) -> bool:
    """Puts the servers of the portal that runs in this folder in the environment; False when none runs."""
    try:
        with open(var / "up.json", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        told = (var / "up.json").read_text(encoding="utf-8")
    except OSError:
        return False
    else:
        return False
    for name, value in json.loads(told or "{}").items():
        os.environ.setdefault(name, value)
    return True

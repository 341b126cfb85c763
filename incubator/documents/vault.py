"""Where the bytes lie: under random names, outside every folder that is served, written whole or not at all.

A file stands in its place before its row is committed, so there is never a row without a file. When the transaction rolls
back, the file goes with it; when the process dies in between, the hourly sweep finds it.
"""

import hashlib
import os
import secrets
import tempfile
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction

FOLDER, DRAFTS = "documents", "drafts"
CHUNK = 1 << 20


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER


def place(key: str) -> Path:
    return folder() / key[:2] / key


def inner_address(key: str) -> str:
    """What nginx is told to hand out."""
    return f"/_private/{FOLDER}/{key[:2]}/{key}"


@contextmanager
def draft(chunks: Iterable[bytes]) -> Iterator[Path]:
    """A file of its own for what arrives; gone at the end unless it was kept."""
    drafts = folder() / DRAFTS
    drafts.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=drafts)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
        yield path
    finally:
        path.unlink(missing_ok=True)


def keep(path: Path) -> str:
    """Moves a draft to its place for good, if the transaction ends well; the key."""
    key = secrets.token_hex(16)
    final = place(key)
    final.parent.mkdir(mode=0o750, exist_ok=True)
    path.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    _flush(path)
    path.rename(final)
    _flush(final.parent)
    transaction.on_commit(_Tentative(final).settle)
    return key


class _Tentative:
    """Django has no hook for a rollback, but it forgets what was to run at the commit; forgotten, this removes its file."""

    def __init__(self, path: Path) -> None:
        self._undo = weakref.finalize(self, path.unlink, missing_ok=True)

    def settle(self) -> None:
        self._undo.detach()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read(key: str) -> IO[bytes]:
    return place(key).open("rb")


def forget(key: str) -> None:
    place(key).unlink(missing_ok=True)


def stored() -> Iterator[str]:
    for path in folder().glob("??/*"):
        yield path.name


def old_drafts(seconds: float) -> Iterator[Path]:
    yield from (path for path in (folder() / DRAFTS).glob("*") if _age(path) > seconds)


def is_old(key: str, seconds: float) -> bool:
    return _age(place(key)) > seconds


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0

"""The stage is built once in each process of the suite; whoever asks again gets the same rows and files."""

import os
import pickle
import shutil
import tempfile
from pathlib import Path

from django.db import connection

from tests.look.stage import Stage, set_up
from tests.rows import give, take

#: Two of them: what is to be done after a commit is done on one only.
_BUILT: dict[bool, tuple[dict[str, bytes], Path, bytes]] = {}


def staged(media: Path) -> Stage:
    """What set_up() builds; `media` is the MEDIA_ROOT of the test."""
    media.mkdir()
    if (is_taken_back := connection.in_atomic_block) not in _BUILT:
        _BUILT[is_taken_back] = _build(media)
    rows, files, stage = _BUILT[is_taken_back]
    give(rows)
    shutil.copytree(files, media, dirs_exist_ok=True)
    return pickle.loads(stage)  # noqa: S301 -- our own


def _build(media: Path) -> tuple[dict[str, bytes], Path, bytes]:
    stage, files = set_up(), Path(tempfile.mkdtemp(dir=os.environ["PORTAL_VAR"]))
    shutil.copytree(media, files, dirs_exist_ok=True)
    return take(), files, pickle.dumps(stage)

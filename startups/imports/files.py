"""The uploaded files: under a random key, outside every served folder, gone when they have done their work."""

import hashlib
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.sheets import MOST_BYTES
from incubator.text import one_line
from startups.models import ImportBatch


def _folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def keep(upload: UploadedFile) -> tuple[str, str]:
    """(key, SHA-256) of the stored copy; raises Refused for one that is too large."""
    if (upload.size or 0) > MOST_BYTES:
        told = _("The file has %(size)d MB; %(most)d MB are allowed.")
        raise Refused(told % {"size": -(-(upload.size or 0) // 2**20), "most": MOST_BYTES // 2**20}, field="file")
    key, digest = secrets.token_hex(16), hashlib.sha256()
    with (_folder() / key).open("wb") as copy:
        for piece in upload.chunks():
            digest.update(piece)
            copy.write(piece)
    return key, digest.hexdigest()


def path_of(batch: ImportBatch) -> Path:
    """Raises Refused when the file was removed."""
    path = _folder() / batch.storage_key
    if not batch.storage_key or not path.is_file():
        raise Refused(_("The file is no longer kept. Upload it again."))
    return path


def at(key: str) -> Path:
    return _folder() / key


def drop(key: str) -> None:
    if key:
        (_folder() / key).unlink(missing_ok=True)


def shown_name(name: str) -> str:
    """A name fit for a list: one line, no folders, at most 150 characters."""
    return (one_line(name).replace("\\", "/").rsplit("/", 1)[-1] or "?")[-150:]

"""The only way for a file to come in."""

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.documents import names, purposes, vault
from incubator.documents.checks import content
from incubator.documents.models import Document, ScanState
from incubator.documents.purposes import MEGABYTE, Purpose
from incubator.errors import Refused

logger = logging.getLogger(__name__)


@transaction.atomic
def store(upload: Any, *, purpose: str, about: Model, by: Any, name: str | None = None) -> Document:
    """Checks, keeps and returns the file; the same content for the same thing is kept once, and its document returned again.

    Raises Refused(field="file") in words for the person who chose it. `name` replaces the name it came with, to be shown.
    """
    if not isinstance(upload, File):
        raise Refused(_("Choose a file."), field="file")
    wanted = purposes.of(purpose)
    kind = purposes.type_of(upload.name or "", wanted)
    _check_size(upload.size or 0, wanted)
    try:
        with vault.draft(_counted(upload.chunks(vault.CHUNK), wanted)) as path:
            is_active = content.check(path, kind)
            facts = {
                "media_type": kind.media_type,
                "has_active_content": is_active,
                "name": names.clean(name or upload.name or "", kind.name),
            }
            return _place(path, wanted, purpose=purpose, about=about, by=by, **facts)
    except OSError as full:  # the disk is full or went away: nothing is kept
        logger.exception("a file could not be written")
        raise Refused(
            _("The file could not be kept. Nothing was lost; try again in a few minutes."), field="file"
        ) from full


def _place(path: Path, wanted: Purpose, *, purpose: str, about: Model, by: Any, **facts: Any) -> Document:
    beside, sha256, size = Document.objects.about(about), vault.digest(path), path.stat().st_size
    if same := beside.filter(purpose=purpose, sha256=sha256).first():
        return same
    _check_room(beside.size_in_all(), size, wanted)
    return Document.objects.create(
        purpose=purpose,
        kind=about._meta.label_lower,
        key=str(about.pk),
        size=size,
        sha256=sha256,
        storage_key=vault.keep(path),
        scan=ScanState.PENDING if settings.SCANNER else ScanState.UNSCANNED,
        uploaded_by=by if by is not None and by.is_authenticated else None,
        **facts,
    )


def _check_size(size: int, wanted: Purpose) -> None:
    if not size:
        raise Refused(_("This file is empty."), field="file")
    if size > wanted.most:
        told = {"size": _megabytes(size), "most": _megabytes(wanted.most)}
        raise Refused(_("This file has %(size)s MB; the most is %(most)s MB.") % told, field="file")


def _counted(chunks: Iterable[bytes], wanted: Purpose) -> Iterator[bytes]:
    """The size that was told may be wrong."""
    arrived = 0
    for chunk in chunks:
        arrived += len(chunk)
        _check_size(arrived, wanted)
        yield chunk


def _check_room(taken: int, size: int, wanted: Purpose) -> None:
    if taken + size > wanted.quota:
        told = {"left": _megabytes(max(wanted.quota - taken, 0)), "size": _megabytes(size)}
        raise Refused(_("There is room for %(left)s MB more; this file has %(size)s MB.") % told, field="file")


def _megabytes(size: int) -> str:
    return spoken.number(round(size / MEGABYTE, 1))

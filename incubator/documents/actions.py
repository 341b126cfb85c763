"""What becomes of a file once it is kept: removed, scanned, shut away, handed out unscanned, forgotten."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents import owners, vault
from incubator.documents.models import Document, ScanState
from incubator.errors import Refused
from incubator.journal.models import record

logger = logging.getLogger(__name__)

#: A file without a row may belong to a transaction that still runs.
ORPHAN_AFTER = timedelta(hours=1)
#: A removed file stays as long as backups do, so that a restored database never misses one.
FORGET_AFTER = timedelta(days=35)


@transaction.atomic
def remove(pk: Any, *, by: Any) -> Document:
    """Out of everybody's sight at once; the bytes go when no backup needs them. Twice is once."""
    document = Document.objects.locked().get(pk=pk)
    if document.removed_at is None:
        document.removed_at = timezone.now()
        document.save(update_fields=["removed_at"])
        record("remove", document, by=by)
    return document


@transaction.atomic
def note_reading(pk: Any, *, by: Any) -> None:
    """Who saw what: the one thing that a page which is only looked at writes."""
    record("read", Document.objects.get(pk=pk), by=by)


@transaction.atomic
def take_verdict(pk: Any, *, found: str) -> Document:
    """What the scanner said; an infected file is shut away, and its owner tells the people."""
    document = Document.objects.locked().get(pk=pk)
    if document.scan == ScanState.PENDING:
        document.scan = ScanState.INFECTED if found else ScanState.CLEAN
        document.save(update_fields=["scan"])
        record("quarantine" if found else "scan", document, by=None, found=found)
        if found:
            owners.infected(document)
    return document


@transaction.atomic
def hand_out_unscanned(pk: Any, *, by: Any) -> Document:
    """Staff answer for a file while the scanner is down."""
    document = Document.objects.locked().get(pk=pk)
    if document.scan != ScanState.PENDING:
        raise Refused(_("This file is not waiting for the scanner."))
    document.scan = ScanState.UNSCANNED
    document.save(update_fields=["scan"])
    record("hand_out_unscanned", document, by=by)
    return document


@transaction.atomic
def ask_scan(pk: Any, *, by: Any) -> Document:
    """Once more: with newer signatures, or for what came in before there was a scanner."""
    if not settings.SCANNER:
        raise Refused(_("This portal has no scanner."))
    document = Document.objects.locked().get(pk=pk)
    document.scan = ScanState.PENDING
    document.save(update_fields=["scan"])
    record("ask_scan", document, by=by)
    return document


@dataclass(frozen=True)
class Sweep:
    """`orphans`: files that had no row, now gone; `missing`: rows that have no file; `forgotten`: removed long ago, now gone."""

    orphans: int
    missing: list[str]
    forgotten: int


def sweep() -> Sweep:
    """Files on disk = rows, in both directions; what cannot be healed is told."""
    return Sweep(orphans=_drop_orphans(), missing=_missing(), forgotten=_forget_removed())


def _drop_orphans() -> int:
    seconds = ORPHAN_AFTER.total_seconds()
    known = set(Document.objects.values_list("storage_key", flat=True))
    orphans = [key for key in vault.stored() if key not in known and vault.is_old(key, seconds)]
    for key in orphans:
        vault.forget(key)
    drafts = list(vault.old_drafts(seconds))
    for path in drafts:
        path.unlink(missing_ok=True)
    return len(orphans) + len(drafts)


def _missing() -> list[str]:
    there = set(vault.stored())
    rows = Document.objects.standing().values_list("pk", "storage_key")
    missing = [
        str(pk) for pk, key in rows.iterator(chunk_size=2000) if key not in there and not vault.place(key).exists()
    ]
    for pk in missing:
        logger.error("document %s has no file", pk)
    return missing


def _forget_removed() -> int:
    old = Document.objects.filter(removed_at__lt=timezone.now() - FORGET_AFTER)
    keys = list(old.values_list("storage_key", flat=True))
    old.delete()
    for key in keys:
        vault.forget(key)
    return len(keys)

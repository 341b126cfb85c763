"""The long work, a hundred rows at a time. Each hundred is one transaction that also moves the count: whatever is killed goes on there.

Two workers may work on one batch: each hundred is taken under the batch's lock, and whoever finds that the count has moved stops.
"""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from incubator import sheets
from incubator.errors import Refused
from incubator.journal.models import record
from startups.imports import files, queries
from startups.imports.applying import import_rows
from startups.imports.judging import Court
from startups.imports.mapping import Mapping
from startups.imports.rows import read_row
from startups.imports.states import IMPORT
from startups.imports.targets import target_of
from startups.imports.undoing import undo_rows
from startups.models import ImportBatch, ImportRow
from startups.models.imports import ImportState

log = logging.getLogger(__name__)
AT_ONCE = 100
#: A tick stops after so many seconds; the next one goes on. Other ticks wait for the same workers.
SECONDS = 8.0


def tick() -> None:
    """Every batch under way goes on for a while; one file's fault is not the others'."""
    for pk in ImportBatch.objects.under_way().values_list("pk", flat=True):
        try:
            advance(pk)
        except Exception:
            log.exception("import %s stumbled", pk)
            _tell_fault(pk)
    tidy_up()


def advance(batch_id: int, *, seconds: float = SECONDS) -> None:
    """Goes on with the batch for a while, in the language of whoever asked for it; nothing if it has ended."""
    batch = ImportBatch.objects.select_related("moved_by").get(pk=batch_id)
    until = time.monotonic() + seconds
    with translation.override(batch.moved_by.language if batch.moved_by else settings.LANGUAGE_CODE):
        try:
            if batch.state == ImportState.CHECKING:
                _check(batch, until)
            elif batch.state == ImportState.IMPORTING:
                _by_hundreds(batch.pk, until, _import_chunk)
            elif batch.state == ImportState.UNDOING:
                _by_hundreds(batch.pk, until, _undo_chunk)
        except Refused as refusal:
            _fail(batch_id, str(refusal))


def _check(batch: ImportBatch, until: float) -> None:
    left = sheets.records(files.path_of(batch), sheets.Reading(**batch.reading))
    done = batch.rows_done
    for chunk in _hundreds(islice(left, done, None)):
        if not _check_chunk(batch.pk, done, chunk):
            return
        done += len(chunk)
        if time.monotonic() > until:
            return
    _finish(batch.pk, "finish_check", ImportState.CHECKING)


def _hundreds(records: Iterator[sheets.Record]) -> Iterator[list[sheets.Record]]:
    while chunk := list(islice(records, AT_ONCE)):
        yield chunk


@transaction.atomic
def _check_chunk(batch_id: int, done: int, chunk: Sequence[sheets.Record]) -> bool:
    """False when somebody else has moved the batch."""
    batch = ImportBatch.objects.locked().get(pk=batch_id)
    if batch.state != ImportState.CHECKING or batch.rows_done != done:
        return False
    target, mapping = target_of(batch), Mapping.stored(batch.mapping)
    rows = []
    for found in chunk:
        read = read_row(target, mapping, batch.columns, found.cells)
        problems = [problem.as_dict() for problem in read.problems]
        rows.append(ImportRow(batch=batch, line=found.line, values=read.values, problems=problems))
    court = Court(batch, target)
    court.judge(rows)
    court.save_touched()
    ImportRow.objects.bulk_create(rows)
    _count(batch, len(rows))
    return True


def _by_hundreds(batch_id: int, until: float, chunk: Callable[[int], bool]) -> None:
    while chunk(batch_id) and time.monotonic() < until:
        pass


@transaction.atomic
def _import_chunk(batch_id: int) -> bool:
    """True when there may be more to do."""
    batch = ImportBatch.objects.locked().get(pk=batch_id)
    if batch.state != ImportState.IMPORTING:
        return False
    rows = list(batch.rows.to_import().order_by("line")[:AT_ONCE])
    if not rows:
        _finish(batch.pk, "finish", ImportState.IMPORTING)
        return False
    import_rows(batch, rows)
    _count(batch, len(rows))
    return True


@transaction.atomic
def _undo_chunk(batch_id: int) -> bool:
    batch = ImportBatch.objects.locked().get(pk=batch_id)
    if batch.state != ImportState.UNDOING:
        return False
    rows = list(batch.rows.to_undo().order_by("-line")[:AT_ONCE])
    if not rows:
        _finish(batch.pk, "finish_undo", ImportState.UNDOING)
        return False
    undo_rows(batch, rows)
    _count(batch, len(rows))
    return True


def _count(batch: ImportBatch, rows: int) -> None:
    batch.rows_done += rows
    batch.moved_at, batch.problem = timezone.now(), ""
    batch.save(update_fields=["rows_done", "moved_at", "problem"])


@transaction.atomic
def _finish(batch_id: int, verb: str, state: str) -> None:
    batch = ImportBatch.objects.locked().get(pk=batch_id)
    if batch.state != state:
        return
    batch.state = IMPORT.after(verb, batch.state)
    batch.moved_at, batch.counts = timezone.now(), queries.counts(batch)
    if verb == "finish":
        batch.finished_at = batch.moved_at
    batch.save(update_fields=["state", "moved_at", "counts", "finished_at"])
    record(verb, batch, by=None, **batch.counts)


@transaction.atomic
def _fail(batch_id: int, why: str) -> None:
    """A file that cannot be read to its end is not imported at all."""
    batch = ImportBatch.objects.locked().get(pk=batch_id)
    if not IMPORT.allows("fail", batch.state):
        return
    batch.state, batch.problem, batch.moved_at = IMPORT.after("fail", batch.state), why[:300], timezone.now()
    batch.save(update_fields=["state", "problem", "moved_at"])
    record("fail", batch, by=None, note=why)


def _tell_fault(batch_id: int) -> None:
    told = _("The work stopped on an unexpected fault and is tried again. If this stays, tell whoever runs the portal.")
    ImportBatch.objects.filter(pk=batch_id).update(problem=told, moved_at=timezone.now())


def tidy_up() -> None:
    """Files that have done their work go, and so do the rows of a year ago (law 09-08: no longer than needed)."""
    for pk, key in ImportBatch.objects.with_idle_file().values_list("pk", "storage_key"):
        files.drop(key)
        ImportBatch.objects.filter(pk=pk).update(storage_key="")
    ImportRow.objects.filter(batch__in=ImportBatch.objects.past()).delete()

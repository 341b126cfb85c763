"""What staff do with a file, one step after the other. The long work of each step is done by `work`, in the background."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator import sheets
from incubator.accounts.models import User
from incubator.errors import Refused
from incubator.journal.models import record
from startups.imports import files, queries
from startups.imports.judging import FIELDS, Court
from startups.imports.states import IMPORT
from startups.imports.targets import known, target_of
from startups.models import ImportBatch, ImportRow
from startups.models.imports import ImportState, Verdict

#: What can be said of a row that is not imported as it stands.
CHOICES = ("without_cells", "leave_out", "take_back")


def upload(file: UploadedFile, *, target: str, by: User) -> ImportBatch:
    """Keeps the file and finds out how it is read; raises Refused, and keeps nothing, when it is no table."""
    if target not in known():
        raise Refused(_("Choose what the file holds."), field="target")
    key, digest = files.keep(file)
    try:
        reading = sheets.look(files.at(key))
        columns = sheets.columns(files.at(key), reading)
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                target=target,
                file_name=files.shown_name(file.name or ""),
                storage_key=key,
                sha256=digest,
                reading=reading.as_dict(),
                columns=columns,
                created_by=by,
                moved_by=by,
            )
            record("upload", batch, by=by, sha256=digest)
    except BaseException:
        files.drop(key)
        raise
    return batch


@transaction.atomic
def reread(batch_id: int, *, reading: Mapping[str, Any], by: User) -> ImportBatch:
    """Another separator, encoding, sheet or head line; what was mapped and checked is done again if the columns differ."""
    batch = _locked(batch_id)
    wanted = replace(sheets.Reading(**batch.reading), **reading)
    columns = sheets.columns(files.path_of(batch), wanted)
    if columns != batch.columns:
        batch.mapping = {}
    batch.reading, batch.columns = wanted.as_dict(), columns
    _move(batch, "reread", by=by, fields=["reading", "columns", "mapping"])
    batch.rows.all().delete()
    return batch


@transaction.atomic
def map_columns(batch_id: int, *, mapping: Mapping[str, Any], by: User) -> ImportBatch:
    """Which column is which field; what was said of their words stays."""
    batch = _locked(batch_id)
    target, columns = target_of(batch), mapping["columns"]
    for column in target.columns:
        times = list(columns.values()).count(column.name)
        if times > 1:
            told = _("“%(field)s” is chosen for %(count)d columns. Choose one.")
            raise Refused(told % {"field": column.label, "count": times})
        if column.is_required and not times:
            raise Refused(_("Choose the column of “%(field)s”.") % {"field": column.label})
    if any(
        question.is_required and not mapping.get("settings", {}).get(question.name) for question in target.questions
    ):
        raise Refused(_("Answer the questions about the whole file."))
    batch.mapping = {"codes": batch.mapping.get("codes", {}), **mapping}
    _move(batch, "reread", by=by, fields=["mapping"])
    batch.rows.all().delete()
    return batch


@transaction.atomic
def check(batch_id: int, *, rows: int, codes: Mapping[str, Mapping[str, str]] | None = None, by: User) -> ImportBatch:
    """Begins the dry run over so many rows, from the first one; `codes`: {our field: {their word: our code or ""}}."""
    batch = _locked(batch_id)
    if not batch.mapping.get("columns"):
        raise Refused(_("Choose the columns first."))
    if not rows:
        raise Refused(_("The file has no rows below the column names."))
    if codes is not None:
        batch.mapping = {**batch.mapping, "codes": {name: dict(words) for name, words in codes.items()}}
    batch.rows_total, batch.rows_done, batch.counts = rows, 0, {}
    _move(batch, "check", by=by, fields=["mapping", "rows_total", "rows_done", "counts"])
    batch.rows.all().delete()
    record("check", batch, by=by, rows=rows)
    return batch


@transaction.atomic
def recheck(batch_id: int, *, drops_cells: bool, by: User) -> ImportBatch:
    """The dry run once more; `drops_cells`: rows are taken without their cells that cannot be read."""
    batch = _locked(batch_id)
    batch.mapping = {**batch.mapping, "drops_cells": drops_cells}
    batch.save(update_fields=["mapping"])
    return check(batch_id, rows=batch.rows_total, by=by)


@transaction.atomic
def choose(batch_id: int, *, lines: Sequence[int], choice: str, by: User) -> int:
    """Rows are taken without their unreadable cells, left out, or taken back in; gives how many changed."""
    batch = _locked(batch_id)
    IMPORT.after("choose", batch.state)
    if choice not in CHOICES:
        raise Refused(_("Choose what to do with the rows."))
    rows = list(batch.rows.filter(line__in=lines).order_by("line"))
    if choice == "leave_out":
        for row in rows:
            row.verdict = Verdict.SKIPPED
    else:
        for row in rows:
            row.drops_cells = choice == "without_cells"
        court = Court(batch, target_of(batch))
        court.judge(rows)
        court.save_touched()
    ImportRow.objects.bulk_update(rows, [*FIELDS, "drops_cells"])
    batch.counts = queries.counts(batch)
    batch.save(update_fields=["counts"])
    record("choose", batch, by=by, choice=choice, lines=[row.line for row in rows])
    return len(rows)


@transaction.atomic
def start(batch_id: int, *, by: User) -> ImportBatch:
    """Begins the import of what the dry run found new or changed."""
    batch = _locked(batch_id)
    IMPORT.after("start", batch.state)
    waiting = batch.rows.to_import().count()
    if not waiting:
        raise Refused(_("This file would change nothing."))
    batch.rows_total, batch.rows_done = waiting, 0
    _move_alone(batch, "start", by=by)
    record("start", batch, by=by, rows=waiting)
    return batch


@transaction.atomic
def undo(batch_id: int, *, by: User) -> ImportBatch:
    """Begins to take the last import of its kind back."""
    batch = _locked(batch_id)
    IMPORT.after("undo", batch.state)
    if queries.last_of_kind(batch) != batch:
        raise Refused(_("Only the last import of its kind can be undone: undo the later ones first."))
    batch.rows_total, batch.rows_done = batch.rows.to_undo().count(), 0
    _move_alone(batch, "undo", by=by)
    record("undo", batch, by=by, rows=batch.rows_total)
    return batch


def _locked(batch_id: int) -> ImportBatch:
    return ImportBatch.objects.locked().get(pk=batch_id)


def _move(batch: ImportBatch, verb: str, *, by: User, fields: Sequence[str] = ()) -> None:
    batch.state = IMPORT.after(verb, batch.state)
    batch.moved_at, batch.moved_by, batch.problem = timezone.now(), by, ""
    batch.save(update_fields=["state", "moved_at", "moved_by", "problem", *fields])


def _move_alone(batch: ImportBatch, verb: str, *, by: User) -> None:
    """Imports of a kind follow each other: the order in which they are undone must be theirs."""
    others = ImportBatch.objects.filter(target=batch.target, state__in=(ImportState.IMPORTING, ImportState.UNDOING))
    told = _("Another import of the same kind is under way. Wait until it has ended.")
    if others.exists():
        raise Refused(told)
    try:
        with transaction.atomic():
            _move(batch, verb, by=by, fields=["rows_total", "rows_done"])
    except IntegrityError as meanwhile:
        raise Refused(told) from meanwhile

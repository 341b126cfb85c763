"""A judged row becomes a record. The caller holds the batch and the transaction; a hundred rows cost about ten queries."""

from collections.abc import Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from incubator.journal.models import record_many
from startups.imports.judging import Court
from startups.imports.targets import target_of
from startups.models import ImportBatch, ImportRow
from startups.models.imports import Outcome, Verdict

#: What importing a row writes.
FIELDS = ("object_pk", "before", "after", "outcome", "note", "problems")


def import_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Judges again, on locked records, and does what the rows come to now. A row that cannot be done is told and left."""
    try:
        with transaction.atomic():
            _import(batch, rows)
    except (IntegrityError, DataError):
        for row in rows:  # somebody put one of them on file meanwhile: find out which, without the others
            _import_alone(batch, row)
    ImportRow.objects.bulk_update(rows, FIELDS)


def _import_alone(batch: ImportBatch, row: ImportRow) -> None:
    try:
        with transaction.atomic():
            _import(batch, [row])
    except (IntegrityError, DataError):
        row.object_pk, row.outcome = None, Outcome.FAILED
        row.note = _("The database refused this row: one of its numbers is already on file.")


def _import(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    target = target_of(batch)
    planned = [row.verdict for row in rows]
    court = Court(batch, target, is_locking=True)
    judged = court.judge(rows, finds_doubles=False)
    new = [one for one in judged if one.row.verdict == Verdict.NEW]
    changed = [one for one in judged if one.row.verdict == Verdict.CHANGED]
    for one, verdict in zip(judged, planned, strict=True):
        _settle(one.row, one.row.verdict)
        one.row.verdict = verdict  # what the dry run promised stays readable beside what came of it
    created = target.store.create([one.values for one in new], court.mapping)
    for one, thing in zip(new, created, strict=True):
        one.row.object_pk = thing.pk
    if changed:
        target.store.change([(one.record, one.row.after or {}) for one in changed])
    facts = [(thing, {"import": batch.pk, "line": one.row.line}) for one, thing in zip(new, created, strict=True)]
    record_many("import_new", facts, by=batch.moved_by)
    told = [(one.record, {"import": batch.pk, "line": one.row.line, "changes": _pairs(one.row)}) for one in changed]
    record_many("import_change", told, by=batch.moved_by)


def _settle(row: ImportRow, verdict: str) -> None:
    outcomes = {Verdict.NEW: Outcome.CREATED, Verdict.CHANGED: Outcome.UPDATED, Verdict.SAME: Outcome.SAME}
    row.outcome = outcomes.get(Verdict(verdict), Outcome.FAILED)
    if row.outcome == Outcome.FAILED:
        row.note = " ".join(problem["why"] for problem in row.problems if not problem["is_note"])[:300]


def _pairs(row: ImportRow) -> dict[str, list[Any]]:
    return {name: [(row.before or {}).get(name), value] for name, value in (row.after or {}).items()}

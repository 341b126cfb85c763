"""A judged row becomes a record. The caller holds the batch and the transaction; a hundred rows cost about ten queries."""

from collections.abc import Sequence
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from incubator.journal.models import record_many
from incubator.text import sort_key
from startups.imports.judging import Court, Judgement
from startups.imports.target import Target
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
    judged = Court(batch, target, is_locking=True).judge(rows, finds_doubles=False)
    new = [one for one in judged if one.row.verdict == Verdict.NEW]
    changed = [one for one in judged if one.row.verdict == Verdict.CHANGED]
    for one, verdict in zip(judged, planned, strict=True):
        _settle(one.row, one.row.verdict)
        one.row.verdict = verdict  # what the dry run promised stays readable beside what came of it
    created = _create(batch, target, new)
    changed_records = _change(target, changed)
    facts = [(thing, {"import": batch.pk, "line": one.row.line}) for one, thing in zip(new, created, strict=True)]
    record_many("import_new", facts, by=batch.moved_by)
    told = [
        (one.record, {"import": batch.pk, "line": one.row.line, "changes": _pairs(one.row)})
        for one in changed
        if one.record in changed_records
    ]
    record_many("import_change", told, by=batch.moved_by)


def _settle(row: ImportRow, verdict: str) -> None:
    outcomes = {Verdict.NEW: Outcome.CREATED, Verdict.CHANGED: Outcome.UPDATED, Verdict.SAME: Outcome.SAME}
    row.outcome = outcomes.get(Verdict(verdict), Outcome.FAILED)
    if row.outcome == Outcome.FAILED:
        row.note = " ".join(problem["why"] for problem in row.problems if not problem["is_note"])[:300]


def _pairs(row: ImportRow) -> dict[str, list[Any]]:
    return {name: [(row.before or {}).get(name), value] for name, value in (row.after or {}).items()}


def _create(batch: ImportBatch, target: Target, judged: Sequence[Judgement]) -> list[Any]:
    defaults = batch.mapping.get("defaults", {})
    records = [target.new(_typed(target, one.values), defaults) for one in judged]
    target.finish(records, {})
    made = target.model._base_manager.bulk_create(records)
    for one, thing in zip(judged, made, strict=True):
        one.row.object_pk = thing.pk
    return made


def _change(target: Target, judged: Sequence[Judgement]) -> list[Any]:
    lost = {}
    for one in judged:
        old = one.record.name
        for name, value in _typed(target, one.row.after or {}).items():
            setattr(one.record, name, value)
        if sort_key(old) != sort_key(one.record.name):
            lost[one.record.pk] = old
    records = [one.record for one in judged]
    if not records:
        return []
    formers = [target.former(one.record, lost[one.record.pk]) for one in judged if one.record.pk in lost]
    if formers:
        type(formers[0])._base_manager.bulk_create(formers)
    names = {name for one in judged for name in one.row.after or {}}
    target.model._base_manager.bulk_update(records, [*names, *target.finish(records, lost)])
    return records


def _typed(target: Target, values: dict[str, Any]) -> dict[str, Any]:
    """Values as the model keeps them, from what JSON keeps."""
    fields: Any = target.model._meta
    return {name: fields.get_field(name).to_python(value) for name, value in values.items()}

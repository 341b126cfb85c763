"""A row taken back: what it created is deleted unless it is used, what it changed is restored unless it was changed again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from incubator.journal.models import record_many
from startups.imports.target import Target
from startups.imports.targets import target_of
from startups.models import ImportBatch, ImportRow
from startups.models.imports import Outcome


def undo_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    target = target_of(batch)
    records = target.store.locked([row.object_pk for row in rows if row.object_pk])
    used = dict(target.store.uses([row.object_pk for row in rows if row.object_pk and row.outcome == Outcome.CREATED]))
    for thing in records.values():
        if getattr(thing, "merged_into_id", None):
            used[thing.pk] = [*used.get(thing.pk, []), _("the record into which it was merged")]
    gone, back = [], []
    for row in rows:
        thing = records.get(row.object_pk or 0)
        if thing is None:
            row.outcome, row.note = Outcome.UNDONE, _("It was no longer there.")
        elif row.outcome == Outcome.CREATED:
            gone += _take_away(row, thing, used.get(thing.pk, []), target)
        else:
            back += _give_back(row, thing, target)
    _write(batch, target, gone, back)
    ImportRow.objects.bulk_update(rows, ["outcome", "note"])


def _take_away(row: ImportRow, thing: Any, used: Sequence[str], target: Target) -> list[Any]:
    """The record, if it is to be deleted."""
    changed = _changed_since(row, thing, target)
    if used:
        row.note = _("Kept, because it is used meanwhile: %(what)s.") % {"what": ", ".join(used)}
    elif changed:
        row.note = _("Kept, because it was changed meanwhile: %(fields)s.") % {"fields": _labels(target, changed)}
    row.note = row.note[:300]
    row.outcome = Outcome.KEPT if used or changed else Outcome.UNDONE
    return [] if row.outcome == Outcome.KEPT else [thing]


def _give_back(row: ImportRow, thing: Any, target: Target) -> list[tuple[Any, dict[str, Any]]]:
    """The record with the fields that get their earlier value."""
    changed = _changed_since(row, thing, target)
    restored = {name: old for name, old in (row.before or {}).items() if name not in changed}
    row.outcome = Outcome.UNDONE if restored or not changed else Outcome.KEPT
    row.note = ""
    if changed:
        row.note = (_("Changed meanwhile, and kept: %(fields)s.") % {"fields": _labels(target, changed)})[:300]
    return [(thing, restored)] if restored else []


def _changed_since(row: ImportRow, thing: Any, target: Target) -> list[str]:
    return [name for name, value in (row.after or {}).items() if _is_other(target.store.read(thing, name), value)]


def _is_other(now: Any, then: Any) -> bool:
    """A list in another order says the same."""
    return sorted(now) != sorted(then) if isinstance(now, list) and isinstance(then, list) else now != then


def _labels(target: Target, names: Iterable[str]) -> str:
    return ", ".join(target.label_of(name) for name in names)


def _write(batch: ImportBatch, target: Target, gone: Sequence[Any], back: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    facts = {"import": batch.pk}
    record_many("undo_import_new", [(thing, facts) for thing in gone], by=batch.moved_by)
    record_many(
        "undo_import_change", [(thing, {**facts, "restored": restored}) for thing, restored in back], by=batch.moved_by
    )
    if gone:
        target.store.remove(gone, batch=batch)
    if back:
        target.store.restore(back)

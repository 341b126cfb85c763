"""A row taken back: what it created is deleted unless it is used, what it changed is restored unless it was changed again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from incubator.journal.models import record_many
from startups.imports.judging import stored
from startups.imports.target import Target
from startups.imports.targets import target_of
from startups.imports.uses import uses
from startups.models import ImportBatch, ImportRow
from startups.models.imports import Outcome


def undo_rows(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    target = target_of(batch)
    found: Any = target.model._base_manager.select_for_update().filter(pk__in=[row.object_pk for row in rows])
    records = {thing.pk: thing for thing in found.order_by("pk")}
    used = uses(target.model, [row.object_pk for row in rows if row.object_pk and row.outcome == Outcome.CREATED])
    for thing in records.values():
        if getattr(thing, "merged_into_id", None):
            used.setdefault(thing.pk, []).append(_("the record into which it was merged"))
    gone, back = [], []
    for row in rows:
        thing = records.get(row.object_pk)
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
    changed = _changed_since(row, thing)
    if used:
        row.note = _("Kept, because it is used meanwhile: %(what)s.") % {"what": ", ".join(used)}
    elif changed:
        row.note = _("Kept, because it was changed meanwhile: %(fields)s.") % {"fields": _labels(target, changed)}
    row.note = row.note[:300]
    row.outcome = Outcome.KEPT if used or changed else Outcome.UNDONE
    return [] if row.outcome == Outcome.KEPT else [thing]


def _give_back(row: ImportRow, thing: Any, target: Target) -> list[tuple[Any, dict[str, Any]]]:
    """The record with the fields that get their earlier value."""
    changed = _changed_since(row, thing)
    restored = {name: old for name, old in (row.before or {}).items() if name not in changed}
    row.outcome = Outcome.UNDONE if restored or not changed else Outcome.KEPT
    row.note = ""
    if changed:
        row.note = (_("Changed meanwhile, and kept: %(fields)s.") % {"fields": _labels(target, changed)})[:300]
    return [(thing, restored)] if restored else []


def _changed_since(row: ImportRow, thing: Any) -> list[str]:
    return [name for name, value in (row.after or {}).items() if stored(thing, name) != value]


def _labels(target: Target, names: Iterable[str]) -> str:
    return ", ".join(target.label_of(name) for name in names)


def _write(batch: ImportBatch, target: Target, gone: Sequence[Any], back: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    facts = {"import": batch.pk}
    record_many("undo_import_new", [(thing, facts) for thing in gone], by=batch.moved_by)
    record_many(
        "undo_import_change", [(thing, {**facts, "restored": restored}) for thing, restored in back], by=batch.moved_by
    )
    target.model._base_manager.filter(pk__in=[thing.pk for thing in gone]).delete()
    if not back:
        return
    fields: Any = target.model._meta
    for thing, restored in back:
        for name, value in restored.items():
            setattr(thing, name, fields.get_field(name).to_python(value))
    things = [thing for thing, _restored in back]
    _forget_formers(target, things)
    names = {name for _thing, restored in back for name in restored}
    target.model._base_manager.bulk_update(things, [*names, *target.finish(things, {})])


def _forget_formers(target: Target, things: Sequence[Any]) -> None:
    """A name that holds again is no former name."""
    prefetch_related_objects(things, target.formers)
    stale = [row for thing in things for row in getattr(thing, target.formers).all() if row.name == thing.name]
    for row in stale:
        row.delete()
    for thing in things if stale else ():
        thing._prefetched_objects_cache.clear()
    prefetch_related_objects(things, target.formers)

"""How records of a target are read and written; `ModelStore` is for plain fields of one model, with former names in a relation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, prefetch_related_objects

from incubator.text import sort_key
from startups.imports import mapping
from startups.imports.uses import uses

Values = dict[str, Any]
Change = tuple[Any, Values]


class Store(Protocol):
    """Values are as JSON keeps them. The caller holds the transaction and writes the journal."""

    def read(self, record: Any, name: str) -> Any: ...

    def locked(self, pks: Sequence[int]) -> dict[int, Any]: ...

    def create(self, values: Sequence[Values], said: mapping.Mapping) -> list[Any]: ...

    def change(self, changes: Sequence[Change]) -> None: ...

    def restore(self, changes: Sequence[Change]) -> None:
        """Earlier values come back."""

    def uses(self, pks: Sequence[int]) -> dict[int, list[str]]:
        """What uses records that an import created, in words: such a record is not removed."""

    def remove(self, records: Sequence[Any], *, batch: Any) -> None: ...


@dataclass(frozen=True)
class ModelStore:
    """`new` builds an unsaved record; `finish` indexes records after their values were set, with the names they just lost,
    and names the fields it wrote; `former` is an unsaved row for such a name, and `formers` the relation of these rows.
    """

    model: type[Model]
    new: Callable[[Values, Mapping[str, str]], Any]
    finish: Callable[[Sequence[Any], Mapping[int, str]], tuple[str, ...]]
    former: Callable[[Any, str], Model]
    formers: str

    def read(self, record: Any, name: str) -> Any:
        value = getattr(record, name)
        return value.isoformat() if hasattr(value, "isoformat") else value

    def locked(self, pks: Sequence[int]) -> dict[int, Any]:
        found: Any = self.model._base_manager.select_for_update().filter(pk__in=pks)
        return {thing.pk: thing for thing in found.order_by("pk")}

    def create(self, values: Sequence[Values], said: mapping.Mapping) -> list[Any]:
        records = [self.new(self._typed(one), said.defaults) for one in values]
        self.finish(records, {})
        return self.model._base_manager.bulk_create(records)

    def change(self, changes: Sequence[Change]) -> None:
        lost = {}
        for record, values in changes:
            old = record.name
            self._set(record, values)
            if sort_key(old) != sort_key(record.name):
                lost[record.pk] = old
        formers = [self.former(record, lost[record.pk]) for record, _values in changes if record.pk in lost]
        if formers:
            type(formers[0])._base_manager.bulk_create(formers)
        self._save(changes, lost)

    def restore(self, changes: Sequence[Change]) -> None:
        for record, values in changes:
            self._set(record, values)
        self._forget_formers([record for record, _values in changes])
        self._save(changes, {})

    def uses(self, pks: Sequence[int]) -> dict[int, list[str]]:
        return uses(self.model, pks)

    def remove(self, records: Sequence[Any], *, batch: Any) -> None:
        self.model._base_manager.filter(pk__in=[record.pk for record in records]).delete()

    def _set(self, record: Any, values: Values) -> None:
        for name, value in self._typed(values).items():
            setattr(record, name, value)

    def _save(self, changes: Sequence[Change], lost: Mapping[int, str]) -> None:
        records = [record for record, _values in changes]
        names = {name for _record, values in changes for name in values}
        self.model._base_manager.bulk_update(records, [*names, *self.finish(records, lost)])

    def _typed(self, values: Values) -> Values:
        """Values as the model keeps them, from what JSON keeps."""
        fields: Any = self.model._meta
        return {name: fields.get_field(name).to_python(value) for name, value in values.items()}

    def _forget_formers(self, things: Sequence[Any]) -> None:
        """A name that holds again is no former name."""
        prefetch_related_objects(things, self.formers)
        stale = [row for thing in things for row in getattr(thing, self.formers).all() if row.name == thing.name]
        for row in stale:
            row.delete()
        for thing in things if stale else ():
            thing._prefetched_objects_cache.clear()
        prefetch_related_objects(things, self.formers)

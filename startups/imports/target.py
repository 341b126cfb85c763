"""What may be imported: the columns of a target and how its rows are recognised, created and changed.

`startup_target` and `organisation_target` fill one each, units above fill their own; `targets` is the register.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import TextChoices

from startups.imports.cells import Clean
from startups.imports.identity import Identity
from startups.imports.mapping import Mapping
from startups.imports.store import Store

Values = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A field of ours that a column of a file may fill. `also`: what people call it, in any of our languages.

    `codes` is for fields of our lists, `is_many` for several values in one cell (`most` of them; none that the field
    `beside` holds already), `takes_first` for contacts of which one is kept;
    `usual` is the code offered for new records of which the file says none, `is_lenient` offers to leave unknown words blank.
    """

    name: str
    label: Any
    clean: Clean
    also: tuple[str, ...] = ()
    codes: type[TextChoices] | None = None
    is_many: bool = False
    takes_first: bool = False
    is_required: bool = False
    most: int = 20
    beside: str = ""
    usual: str = ""
    is_lenient: bool = False


@dataclass(frozen=True)
class Problem:
    """Why a cell could not be taken; a note is a remark on one that was."""

    column: str
    field: str
    cell: str
    why: str
    is_note: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "column": self.column,
            "field": self.field,
            "cell": self.cell[:200],
            "why": self.why,
            "is_note": self.is_note,
        }


@dataclass(frozen=True)
class Question:
    """What must be said of a whole file on the mapping screen; its answer stands in `Mapping.settings`."""

    name: str
    field: Callable[[], forms.Field]
    is_required: bool = True


def _as_they_are(batch: Any, rows: Sequence[Any], is_locking: bool) -> None:
    """Most targets have nothing to prepare."""


@dataclass(frozen=True)
class Target:
    """`settle` makes cells agree with each other; `candidates` fetches records by identity (locked when asked); `doubts`
    tells what a record cannot have; `store` reads and writes records. `joins` are the lists that a later row of the same
    record adds to the first one, and `prepare` looks at a hundred rows before they are judged.
    """

    key: str
    label: Any
    columns: tuple[Column, ...]
    settle: Callable[[Values], list[tuple[str, str, bool]]]
    identify: Callable[[Values], Identity]
    identity_of: Callable[[Any], Identity]
    candidates: Callable[[Sequence[Identity], bool], Iterable[Any]]
    doubts: Callable[[Values, Any, Mapping], list[tuple[str, str]]]
    store: Store
    defaults: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    joins: tuple[str, ...] = ()
    prepare: Callable[[Any, Sequence[Any], bool], None] = _as_they_are

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def label_of(self, name: str) -> str:
        return str(next((column.label for column in self.columns if column.name == name), name))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns)

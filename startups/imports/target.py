"""What may be imported: the columns of a target and how its rows are recognised, created and changed.

`startup_target` and `organisation_target` fill one each; `targets` names them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, TextChoices

from startups.imports.cells import Clean
from startups.imports.identity import Identity

Values = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A field of ours that a column of a file may fill. `also`: what people call it, in any of our languages.

    `codes` is for fields of our lists, `is_many` for several values in one cell (`most` of them; none that the field
    `beside` holds already), `takes_first` for contacts of which one is kept.
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
class Target:
    """`settle` makes cells agree with each other; `candidates` fetches records by identity (locked when asked); `doubts`
    tells what a record cannot have; `new` builds an unsaved record; `finish` indexes records after their values were
    set, with the names they just lost, and names the fields it wrote; `former` is an unsaved row for such a name, and
    `formers` the relation of these rows.
    """

    key: str
    label: Any
    model: type[Model]
    columns: tuple[Column, ...]
    settle: Callable[[Values], list[tuple[str, str, bool]]]
    identify: Callable[[Values], Identity]
    identity_of: Callable[[Any], Identity]
    candidates: Callable[[Sequence[Identity], bool], Iterable[Any]]
    doubts: Callable[[Values, Any, Mapping[str, str]], list[tuple[str, str]]]
    new: Callable[[Values, Mapping[str, str]], Any]
    finish: Callable[[Sequence[Any], Mapping[int, str]], tuple[str, ...]]
    former: Callable[[Any, str], Model]
    formers: str
    defaults: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def label_of(self, name: str) -> str:
        return str(next((column.label for column in self.columns if column.name == name), name))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(column.name for column in self.columns)

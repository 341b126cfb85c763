"""A line of the file as values of ours, with the reason for each cell that cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incubator.errors import Refused
from startups.imports.cells import contacts, is_blank, loose, pieces
from startups.imports.codes import Recognise, recogniser
from startups.imports.mapping import Mapping
from startups.imports.target import Column, Problem, Target, Values


@dataclass
class ReadRow:
    values: Values
    problems: list[Problem]


def read_row(target: Target, mapping: Mapping, names: Sequence[str], cells: Sequence[str]) -> ReadRow:
    read = ReadRow({}, _beyond(names, cells))
    titles: dict[str, tuple[str, str]] = {}
    for position, name in mapping.columns.items():
        cell = cells[position] if position < len(cells) else ""
        column = target.column(name)
        if not cell or (is_blank(cell) and not column.is_required):
            continue
        titles[name] = (names[position], cell)
        try:
            value, note = _read_cell(column, mapping, cell)
        except Refused as refusal:
            read.problems.append(Problem(names[position], name, cell, str(refusal)))
            continue
        if value not in ("", None, []):
            read.values[name] = value
        if note:
            read.problems.append(Problem(names[position], name, cell, note, is_note=True))
    for name, why, is_note in target.settle(read.values):
        title, cell = titles.get(name, ("", ""))
        read.problems.append(Problem(title, name, cell, why, is_note=is_note))
    return _with_required(target, read)


def _beyond(names: Sequence[str], cells: Sequence[str]) -> list[Problem]:
    extra = [cell for cell in cells[len(names) :] if cell]
    if not extra:
        return []
    return [
        Problem(
            "",
            "",
            " | ".join(extra),
            _("This row has more cells than there are columns: a separator stands in a text."),
        )
    ]


def _with_required(target: Target, read: ReadRow) -> ReadRow:
    told = {problem.field for problem in read.problems if not problem.is_note}
    for column in target.columns:
        if column.is_required and column.name not in read.values and column.name not in told:
            read.problems.append(Problem("", column.name, "", _("It is missing: a row without it cannot be imported.")))
    return read


def _read_cell(column: Column, mapping: Mapping, cell: str) -> tuple[Any, str]:
    """(value, remark); raises Refused with the reason."""
    if column.codes:
        return _read_codes(column, recogniser(column.codes), mapping, cell), ""
    if column.is_many:
        return [column.clean(piece) for piece in pieces(cell, mapping.splitting)][:20], ""
    if column.takes_first:
        return _read_first(column, cell)
    return _plain(column.clean(cell)), ""


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def words_of(column: Column, cell: str, splitting: str) -> list[str]:
    """The words in a cell of a coded column, each of which is one of our codes or must become one."""
    recognise = recogniser(column.codes) if column.codes else str
    if not column.is_many or recognise(cell):
        return [] if is_blank(cell) else [cell]
    return pieces(cell, splitting, whole=lambda piece: bool(recognise(piece)))


def _read_codes(column: Column, recognise: Recognise, mapping: Mapping, cell: str) -> Any:
    said, found = mapping.codes.get(column.name, {}), []
    for word in words_of(column, cell, mapping.splitting):
        code = said.get(loose(word))
        code = recognise(word) if code is None else code
        if not code and loose(word) not in said:
            told = _("“%(word)s” is none of our values for “%(field)s”.")
            raise Refused(told % {"word": word[:60], "field": column.label})
        if code:
            found.append(code)
    return found if column.is_many else (found[0] if found else "")


def _read_first(column: Column, cell: str) -> tuple[Any, str]:
    """The cell as one contact, else the first of several that holds; raises Refused with the reason for the cell."""
    try:
        return column.clean(cell), ""
    except Refused as refusal:
        several = contacts(cell)
        if len(several) < 2:
            raise
        for one in several:
            try:
                return column.clean(one), _("Several values in one cell: “%(one)s” is taken.") % {"one": one}
            except Refused:
                continue
        raise refusal

"""JSON as a table: an array of flat objects, one row each; the columns are all the keys, in the order in which they come."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from incubator import strict_json
from incubator.errors import Refused

_LOOKED_AT = 4096
_ARRAY, _OBJECT = re.compile(r"\[\s*(?:[{\[\]]|$)"), re.compile(r"\{\s*(?:[\"}]|$)")


def is_json(path: Path) -> bool:
    """By how it begins: a CSV may begin with a bracket, but not with one that opens an object."""
    with path.open("rb") as file:
        raw = file.read(_LOOKED_AT)
    start = raw.decode(json.detect_encoding(raw), "ignore").lstrip("\ufeff \t\r\n")
    return bool(_ARRAY.match(start) or _OBJECT.match(start))


def json_cells(path: Path) -> Iterator[list[str]]:
    """The names of the columns as the first line, then a line for each object."""
    rows = _objects(path)
    names = list(dict.fromkeys(key for row in rows for key in row))
    yield names
    for row in rows:
        yield [_cell(row.get(name)) for name in names]


def _objects(path: Path) -> list[dict[str, Any]]:
    try:
        found = strict_json.load(path.read_bytes())
    except json.JSONDecodeError as wrong:
        told = _("This JSON cannot be read: there is a mistake on line %(line)d, character %(column)d.")
        raise Refused(told % {"line": wrong.lineno, "column": wrong.colno}, field="file") from wrong
    except ValueError as wrong:
        raise Refused(
            _("This JSON cannot be read: it is broken, or holds values that are no text."), field="file"
        ) from wrong
    if not isinstance(found, list):
        raise Refused(_("This JSON is no list: the rows are expected as [{…}, {…}]."), field="file")
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict):
            told = _("Entry %(number)d of this JSON is no row with named values: the rows are expected as [{…}, {…}].")
            raise Refused(told % {"number": number}, field="file")
        _check_flat(row, number)
    return found


def _check_flat(row: dict[str, Any], number: int) -> None:
    for name, value in row.items():
        if isinstance(value, list | dict):
            told = _("“%(name)s” of entry %(number)d holds several values: each value of a row is one text or number.")
            raise Refused(told % {"name": name[:60], "number": number}, field="file")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)

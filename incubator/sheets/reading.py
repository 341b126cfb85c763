"""The one reader of CSV, XLSX and JSON. A file is first looked at (`look`), then read line by line (`records`).

Nothing here knows what the columns mean. Whatever is wrong with the file is a Refused, in words for the person who sent it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.sheets.cells import bare
from incubator.sheets.incoming_csv import check_quotes, csv_cells, find_encoding, find_separator
from incubator.sheets.incoming_json import is_json, json_cells
from incubator.sheets.incoming_xlsx import check_workbook, is_archive, is_old_or_locked, sheet_names, xlsx_cells
from incubator.text import one_line, tidy

MOST_BYTES = 10 * 2**20
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_OTHER_FILES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ", b"\x1f\x8b")


@dataclass(frozen=True)
class Reading:
    """How a file is read; every part of it can be said by the person instead. `head` is the line of the column names."""

    kind: str
    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    head: int = 1

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Record:
    """`line` is the line number that a spreadsheet program shows; cells past the last column are kept, to be told."""

    line: int
    cells: list[str]


def look(path: Path) -> Reading:
    """Finds out how the file is best read; raises Refused when it cannot be a table."""
    size = path.stat().st_size
    if not size:
        raise Refused(_("The file is empty."), field="file")
    if size > MOST_BYTES:
        told = _("The file has %(size)d MB; %(most)d MB are allowed.")
        raise Refused(told % {"size": -(-size // 2**20), "most": MOST_BYTES // 2**20}, field="file")
    with path.open("rb") as file:
        beginning = file.read(8)
    if is_old_or_locked(beginning):
        raise Refused(
            _(
                "This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password, or as CSV."
            ),
            field="file",
        )
    if beginning.startswith(_OTHER_FILES):
        raise Refused(_("This file is neither CSV nor an Excel workbook (.xlsx) nor JSON."), field="file")
    if is_archive(beginning):
        reading = _workbook(path)
    elif is_json(path):
        return Reading("json")
    else:
        reading = _text(path)
    return Reading(**{**reading.as_dict(), "head": _first_line(path, reading)})


def _workbook(path: Path) -> Reading:
    check_workbook(path)
    names = sheet_names(path)
    if not names:
        raise Refused(_("This workbook has no sheet with cells."), field="file")
    return Reading("xlsx", sheet=names[0])


def _text(path: Path) -> Reading:
    encoding = find_encoding(path)
    return Reading("csv", encoding=encoding, separator=find_separator(path, encoding))


def _first_line(path: Path, reading: Reading) -> int:
    """Titles above a table stand in one cell; the names of its columns are the first line with several."""
    first = 0
    for line, cells in _lines(path, reading):
        filled = sum(1 for cell in cells if cell)
        first = first or (line if filled else 0)
        if filled > 1:
            return line
        if line >= 20:  # nobody writes more above a table
            break
    return first or 1


def columns(path: Path, reading: Reading) -> list[str]:
    """The names in the head line, blank ones at the end left out; raises Refused when there are none or too many."""
    for line, cells in _lines(path, reading):
        if line >= reading.head:
            named = [one_line(cell) for cell in _trimmed(cells)]
            if len(named) > MOST_COLUMNS:
                raise Refused(_("The table has more than %(most)d columns.") % {"most": MOST_COLUMNS})
            if named:
                return named
            break
    raise Refused(_("There are no column names on line %(line)d.") % {"line": reading.head}, field="head")


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """The filled lines below the head; raises Refused past `MOST_ROWS` of them."""
    if reading.kind == "csv":
        check_quotes(path, reading.encoding, reading.separator)
    found = 0
    for line, cells in _lines(path, reading):
        if line <= reading.head or not any(cells):
            continue
        found += 1
        if found > MOST_ROWS:
            told = _("The file has more than %(most)d rows. Cut it into several.")
            raise Refused(told % {"most": MOST_ROWS}, field="file")
        yield Record(line, cells)


def _lines(path: Path, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    for line, cells in enumerate(_raw(path, reading), start=1):
        yield line, [tidy(bare(tidy(cell))) for cell in cells]


def _raw(path: Path, reading: Reading) -> Iterator[list[str]]:
    if reading.kind == "xlsx":
        return xlsx_cells(path, reading.sheet, most_columns=MOST_COLUMNS)
    if reading.kind == "json":
        return json_cells(path)
    return csv_cells(path, reading.encoding, reading.separator)


def _trimmed(cells: list[str]) -> list[str]:
    last = max((i for i, cell in enumerate(cells, start=1) if cell), default=0)
    return cells[:last]

"""The one writer of CSV and XLSX: row by row, never a live formula (reliability.md 4.4, R13)."""

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from incubator.sheets.cells import cell, is_active, value_of, writable

#: Rows of one sheet, its header among them.
MOST_ROWS = 1_048_576
_CHUNK = 16_384
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_OLDEST = 1901  # Excel knows no earlier days


@dataclass(frozen=True)
class Dialect:
    separator: str
    has_mark: bool
    decimal_comma: bool


@dataclass(frozen=True)
class Sheet:
    title: str
    header: Iterable[Any]
    rows: Iterable[Iterable[Any]]


#: What a French Excel opens with a double click.
OFFICE = Dialect(";", has_mark=True, decimal_comma=True)
#: What programs read.
MACHINE = Dialect(",", has_mark=False, decimal_comma=False)


def csv_rows(header: Iterable[Any], rows: Iterable[Iterable[Any]], *, dialect: Dialect = OFFICE) -> Iterator[bytes]:
    """The file in pieces of some kilobytes, for a StreamingHttpResponse; rows are fetched as the pieces are sent."""
    sink = io.StringIO(newline="")
    writer = csv.writer(sink, delimiter=dialect.separator)
    if dialect.has_mark:
        sink.write("\ufeff")
    for row in chain([header], rows):
        writer.writerow([cell(thing, decimal_comma=dialect.decimal_comma) for thing in row])
        if sink.tell() > _CHUNK:
            yield _taken(sink)
    yield _taken(sink)


def _taken(sink: io.StringIO) -> bytes:
    piece = sink.getvalue().encode()
    sink.seek(0)
    sink.truncate()
    return piece


def xlsx_file(
    header: Iterable[Any],
    rows: Iterable[Iterable[Any]],
    *,
    title: str = "",
    rtl: bool = False,
    most_rows: int = MOST_ROWS,
) -> BinaryIO:
    """A workbook in a temporary file, at its beginning; closing it removes it. Past `most_rows` it goes on in another sheet."""
    return xlsx_book([Sheet(title, header, rows)], rtl=rtl, most_rows=most_rows)


def xlsx_book(sheets: Iterable[Sheet], *, rtl: bool = False, most_rows: int = MOST_ROWS) -> BinaryIO:
    """The same with several lists, each a sheet of its own."""
    book = Workbook(write_only=True)
    for one in sheets:
        columns = list(one.header)
        for part, run in enumerate(_runs(one.rows, most_rows - 1), start=1):
            sheet = book.create_sheet(sheet_name(one.title, part=part))
            _lay_out(sheet, columns, rtl=rtl)
            for row in run:
                sheet.append([_cell(sheet, value) for value in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever asked closes it
    book.save(file)
    file.seek(0)
    return file


def _runs(rows: Iterable[Iterable[Any]], size: int) -> Iterator[Iterator[Iterable[Any]]]:
    """The rows in runs of `size`, to be taken in order; one run at least, and none empty after it."""
    left = iter(rows)
    yield islice(left, size)
    for first in left:
        yield chain([first], islice(left, size - 1))


def _lay_out(sheet: Any, columns: list[Any], *, rtl: bool) -> None:
    sheet.sheet_view.rightToLeft = rtl
    sheet.freeze_panes = "A2"
    for number, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(str(name)) + 4, 12), 40)
    bold = Font(bold=True)
    heads = [_text(sheet, str(name)) for name in columns]
    for head in heads:
        head.font = bold
    sheet.append(heads)


def _cell(sheet: Any, thing: Any) -> Any:
    value = value_of(thing)
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, date):
        return _day(sheet, value)
    return value


def _day(sheet: Any, value: date) -> WriteOnlyCell:
    if value.year < _OLDEST:
        return _text(sheet, value.isoformat())
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    return cell


def _text(sheet: Any, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=writable(value))
    cell.data_type = "s"  # openpyxl takes "=1" for a formula and "#N/A" for an error
    cell.quotePrefix = is_active(value)  # it stays text when somebody edits the cell
    return cell


def sheet_name(title: str, *, part: int = 1) -> str:
    """A name that Excel takes: no []:*?/\\ and 31 characters at most, the number of the part among them."""
    name = _NOT_IN_NAMES.sub(" ", writable(title)).strip(" '") or "1"
    end = f" ({part})" if part > 1 else ""
    while len((name + end).encode("utf-16-le")) > 62:  # 31 units of two bytes
        name = name[:-1]
    return ("_" if name.lower() == "history" and not end else "") + name.strip(" '") + end

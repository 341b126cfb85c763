"""Workbooks from outside: looked through as an archive before any of it is parsed (reliability.md 4.1 B10-B14)."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from incubator.errors import Refused

MOST_PARTS, MOST_UNPACKED, MOST_RATIO = 2_000, 200 * 2**20, 100
#: Smaller parts may be squeezed as tight as they like: a sheet of equal cells is.
_HARMLESS_SIZE = 5 * 2**20
#: Lines of the sheet that are walked through; most of a million can be empty.
_LAST_LINE = 200_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)


def is_archive(beginning: bytes) -> bool:
    return beginning.startswith(b"PK\x03\x04")


def is_old_or_locked(beginning: bytes) -> bool:
    """The container of .xls files and of workbooks with a password."""
    return beginning.startswith(_OLD_OR_LOCKED)


def check_workbook(path: Path) -> None:
    """Raises Refused for what is no workbook, for macros, and for archives made to overwhelm or to read our files."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive)
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_part(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as broken:
        raise Refused(_broken()) from broken


def _broken() -> str:
    return _("This workbook cannot be opened: it is damaged or has a password. Save it again as .xlsx.")


def _check_directory(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(_("This is not an Excel workbook (.xlsx)."))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("This workbook holds macros. Save it as .xlsx without macros."))
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise Refused(_broken())
    swollen = any(
        part.file_size > _HARMLESS_SIZE and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or swollen:
        raise Refused(_("This workbook is too large once unpacked."))


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No document type, no entities; UTF-16 could hide both, and no program writes workbooks in it."""
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(2**20):
            if (
                (not tail and piece[:2] in {b"\xff\xfe", b"\xfe\xff"})
                or _DECLARED.search(tail + piece)
                or b"\x00" in piece
            ):
                raise Refused(_broken())
            tail = piece[-16:]


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    with warnings.catch_warnings(), path.open("rb") as file:
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it leaves out
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as broken:  # openpyxl raises whatever its parts raise on damaged files
            raise Refused(_broken()) from broken
        try:
            yield book
        finally:
            book.close()


def sheet_names(path: Path) -> list[str]:
    """Of the sheets with cells; charts have none."""
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets]


def xlsx_cells(path: Path, sheet: str, *, most_columns: int) -> Iterator[list[str]]:
    """Every line of the sheet as texts; numbers and days are written as a person would type them."""
    with _opened(path) as book:
        if sheet not in book.sheetnames:
            raise Refused(_("This workbook has no sheet of that name."), field="sheet")
        leaf = book[sheet]
        leaf.reset_dimensions()  # what the file says of its own size may be wrong
        lines = leaf.iter_rows(max_row=_LAST_LINE, max_col=most_columns + 1, values_only=True)
        while True:
            try:
                line = next(lines, None)
            except Exception as broken:  # as above: damage shows only where it is read
                raise Refused(_broken()) from broken
            if line is None:
                return
            yield _filled([_typed(value) for value in line])


def _filled(cells: list[str]) -> list[str]:
    """Without the blanks at the end: openpyxl pads every line up to the last column asked for."""
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _typed(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    return str(value)

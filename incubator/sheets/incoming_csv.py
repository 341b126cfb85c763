"""Text files of any origin: their encoding and separator are found, or said by the person who sent them."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from incubator.errors import Refused

#: What people here save files in, the likeliest first.
ENCODINGS = ("utf-8", "cp1252", "cp1256", "utf-16", "mac-roman")
SEPARATORS = (";", ",", "\t", "|")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BEGINNING = 65_536
_SAMPLE_ROWS = 60


def find_encoding(path: Path) -> str:
    """A mark decides; then whatever the whole file can be read in; then what its letters look like."""
    data = path.read_bytes()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if b"\x00" in data[:_BEGINNING]:
        return _unmarked_utf16(data)
    if _can_be("utf-8", data):
        return "utf-8"
    looks = from_bytes(data[:_BEGINNING], cp_isolation=["cp1252", "cp1256", "mac_roman"]).best()
    guessed = looks.encoding.replace("_", "-") if looks else "cp1252"
    return next((name for name in (guessed, "cp1252", "cp1256") if _can_be(name, data)), "mac-roman")


def _unmarked_utf16(data: bytes) -> str:
    even, odd = data[:_BEGINNING:2].count(0), data[1:_BEGINNING:2].count(0)
    return "utf-16-be" if even > odd else "utf-16-le"


def _can_be(encoding: str, data: bytes) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def find_separator(path: Path, encoding: str) -> str:
    """The one that cuts the first rows into the same number of cells most often."""
    return max(SEPARATORS, key=lambda separator: _evenness(path, encoding, separator))


def _evenness(path: Path, encoding: str, separator: str) -> tuple[float, int]:
    widths = []
    try:
        for row in csv_cells(path, encoding, separator):
            if any(row):
                widths.append(len(row))
            if len(widths) == _SAMPLE_ROWS:
                break
    except Refused:
        return (0.0, 0)
    if not widths or widths[0] < 2:
        return (0.0, 0)
    return (widths.count(widths[0]) / len(widths), widths[0])


def csv_cells(path: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    """Every record as it stands in the file; raises Refused where it cannot be read."""
    with path.open(encoding=_with_mark(encoding), newline="") as file:
        try:
            yield from csv.reader(file, delimiter=separator)
        except UnicodeError as wrong:
            raise Refused(
                _("The file cannot be read in this encoding. Choose another one."), field="encoding"
            ) from wrong
        except csv.Error as wrong:
            raise Refused(_("A cell never ends: a quotation mark is opened and not closed.")) from wrong


def _with_mark(encoding: str) -> str:
    return "utf-8-sig" if encoding == "utf-8" else encoding


def check_quotes(path: Path, encoding: str, separator: str) -> None:
    """Raises Refused when the file ends inside a quoted cell: what follows the mark would silently become one cell."""
    with path.open(encoding=_with_mark(encoding), newline="") as file:
        reader, line = csv.reader(file, delimiter=separator, strict=True), 0
        try:
            for _row in reader:
                line = reader.line_num
        except csv.Error as wrong:
            if "unexpected end" in str(wrong):
                told = _("A quotation mark that is opened after line %(line)d of the file is never closed.")
                raise Refused(told % {"line": line}) from wrong
        except UnicodeError:
            return  # told by whoever reads the rows

"""What a cell may hold on its way out, and how it is read on its way in (reliability.md 4.4).

A text that a spreadsheet would run is written behind an apostrophe; the reader takes that apostrophe off again, so what
leaves the portal comes back as it was.
"""

import math
import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

#: Excel's limit, in its own units (UTF-16).
LONGEST = 32_767
_CUT = "… [+]"
#: Spreadsheets keep fifteen digits of a number.
_MOST_DIGITS = 10**15
_ACTIVE = frozenset("=+-@|%")
_LINE_ENDS = re.compile(r"\r\n?")
# Not writable in XML 1.0, and invisible in CSV: control characters but tab and line feed, lone surrogates, two non-characters.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text with LF line ends, without what no file can hold, cut with a mark where a cell ends."""
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    if _UNWRITABLE.search(text):
        text = _UNWRITABLE.sub("", text)
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    room = (LONGEST - len(_CUT)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


def is_active(text: str) -> bool:
    """Whether a spreadsheet might run it: the first character that shows is looked at in its plain form (＝ is =)."""
    if text[:1].isalnum():  # no letter or figure has one of them as its plain form
        return False
    for char in text:
        if char == "'" or char.isspace() or unicodedata.category(char) in {"Cc", "Cf"}:
            continue
        return unicodedata.normalize("NFKC", char)[:1] in _ACTIVE
    return False


def harmless(text: str) -> str:
    """For CSV, where only an apostrophe says that something is text."""
    return f"'{text}" if text[:1] == "\t" or is_active(text) else text


def bare(text: str) -> str:
    """The text without the apostrophe that `harmless` put before it."""
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


def value_of(thing: Any) -> str | int | float | Decimal | date | None:
    """One of the kinds a cell knows; several values are joined, words of the house are said in the language of the page."""
    if isinstance(thing, bool):
        return _("yes") if thing else _("no")
    if isinstance(thing, int | float | Decimal):
        return _number(thing)
    if isinstance(thing, datetime) and timezone.is_aware(thing):
        return timezone.localtime(thing).replace(tzinfo=None)
    if thing is None or isinstance(thing, str | date):
        return thing
    if isinstance(thing, list | tuple | set | frozenset):
        return "; ".join(str(value_of(one)) for one in thing)
    return str(thing)


def _number(thing: int | float | Decimal) -> str | int | float | Decimal | None:
    if not math.isfinite(thing):
        return None
    return str(thing) if abs(float(thing)) >= _MOST_DIGITS else thing


def cell(thing: Any, *, decimal_comma: bool) -> str:
    """The text of a CSV cell, whatever the thing is; most are text already."""
    if type(thing) is str:
        return harmless(writable(thing))
    return said(value_of(thing), decimal_comma=decimal_comma)


def said(value: Any, *, decimal_comma: bool) -> str:
    """A value of `value_of` as the text of a CSV cell. Numbers stay numbers: -5 is no formula."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        plain = format(Decimal(str(value)), "f")
        return plain.replace(".", ",") if decimal_comma else plain
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return harmless(writable(value))

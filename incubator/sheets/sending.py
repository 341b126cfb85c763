"""A list as a download, in the words of HTTP."""

from collections.abc import Iterable
from itertools import chain, islice
from typing import Any

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_bidi

from incubator.sheets.writing import OFFICE, Dialect, Sheet, csv_rows, xlsx_book, xlsx_file
from incubator.text import one_line

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_download(
    name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]], *, dialect: Dialect = OFFICE
) -> HttpResponseBase:
    """`name` without its ending. The first row is fetched before anything is sent: a database that is away is told by a page."""
    found = iter(rows)
    begun = list(islice(found, 1))
    pieces = csv_rows(header, chain(begun, found), dialect=dialect)
    return _private(StreamingHttpResponse(pieces, content_type=CSV), f"{name}.csv")


def written_download(name: str, content: bytes) -> HttpResponseBase:
    """A CSV that was written before; `name` without its ending."""
    return _private(HttpResponse(content, content_type=CSV), f"{name}.csv")


def xlsx_download(
    name: str, header: Iterable[Any], rows: Iterable[Iterable[Any]], *, title: str = ""
) -> HttpResponseBase:
    """`name` without its ending; the sheet has the direction of the page's language."""
    file = xlsx_file(header, rows, title=title or name, rtl=get_language_bidi())
    return _private(FileResponse(file, content_type=XLSX), f"{name}.xlsx")


def book_download(name: str, sheets: Iterable[Sheet]) -> HttpResponseBase:
    """Several lists in one workbook; `name` without its ending."""
    return _private(FileResponse(xlsx_book(sheets, rtl=get_language_bidi()), content_type=XLSX), f"{name}.xlsx")


def _private(response: HttpResponseBase, name: str) -> HttpResponseBase:
    plain = one_line(name).replace("/", "-").replace("\\", "-")
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=plain) or "attachment"
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

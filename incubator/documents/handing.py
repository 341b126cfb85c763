"""A file as an answer: always to be saved, never to be shown or run inside the portal, never kept by a cache."""

import re
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from incubator.documents import vault
from incubator.documents.models import Document

CHUNK = 1 << 16
_ONE_RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")


def is_embedded_elsewhere(request: HttpRequest) -> bool:
    """Another site draws the address into its page; following a link from another site (a mail) is another thing."""
    told = request.headers.get
    return told("Sec-Fetch-Site") == "cross-site" and (
        told("Sec-Fetch-Mode") != "navigate" or told("Sec-Fetch-Dest") != "document"
    )


def is_first_part(request: HttpRequest) -> bool:
    """Programs fetch a long file in parts; it was read once."""
    return request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-")


def hand_out(request: HttpRequest, document: Document) -> HttpResponseBase:
    response = _by_nginx(document) if settings.X_ACCEL else _by_us(request, document)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=document.name) or "attachment"
    )
    response["Content-Type"] = document.media_type
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _by_nginx(document: Document) -> HttpResponse:
    response = HttpResponse()
    response["X-Accel-Redirect"] = vault.inner_address(document.storage_key)
    return response


def _by_us(request: HttpRequest, document: Document) -> HttpResponseBase:
    try:
        file = vault.read(document.storage_key)
    except FileNotFoundError as gone:
        raise Http404 from gone
    asked = _ONE_RANGE.match(request.headers.get("Range", ""))
    response = _part(file, asked, document.size) if asked else FileResponse(file)
    response["Accept-Ranges"] = "bytes"
    return response


def _part(file: IO[bytes], asked: re.Match[str], size: int) -> HttpResponseBase:
    """One range; several at once are answered with the whole file, as the standard allows."""
    first, last = asked.groups()
    if not first:
        start, end = max(size - int(last or 0), 0), size - 1
    else:
        start, end = int(first), min(int(last) if last else size - 1, size - 1)
    if start > end:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    length = end - start + 1
    told = {"Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(length)}
    return StreamingHttpResponse(_Part(file, start, length), status=206, headers=told)


class _Part:
    """Closed by the response even when nobody reads it (HEAD)."""

    def __init__(self, file: IO[bytes], start: int, length: int) -> None:
        self.file, self.left, self.close = file, length, file.close
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self.left > 0 and (chunk := self.file.read(min(CHUNK, self.left))):
            self.left -= len(chunk)
            yield chunk

"""When a request arrived, and what it brought when nobody was signed in any more.

An upload counts from its start (product.md J1): nginx tells how old the request is when it hands it over, and behind
gunicorn the body is read only after this line. A section's text that meets an ended session waits in the new session, so
that it stands in its form again after signing in.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from incubator.accounts.doors import is_ours, is_script
from incubator.guards import posted

GetResponse = Callable[[HttpRequest], HttpResponse]
#: Longer uploads are cut by nginx; an older age is a lie.
LONGEST_UPLOAD = 900.0
LARGEST_TEXT = 200_000
SIGNED_OUT = 401
KEPT = "kept_section"
_SECTION = re.compile(r"^(?:/(?:en|ar))?(/applications/[0-9a-f-]{36}/[-\w]+/)$")


class ArrivalMiddleware:
    """Stands inside the session's middleware and before whatever reads a body."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.arrived_at = timezone.now() - _age(request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == SIGNED_OUT and not is_script(request):
            _keep(request)
        return response


def _age(request: HttpRequest) -> timedelta:
    """How long ago the first byte came, as nginx says; only where nginx stands in front and overwrites the header."""
    if not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return timedelta()
    try:
        seconds = float(request.headers.get("X-Request-Age", "0"))
    except ValueError:
        seconds = 0.0
    return timedelta(seconds=seconds) if 0 <= seconds <= LONGEST_UPLOAD else timedelta()


def arrived_at(request: HttpRequest) -> datetime:
    return getattr(request, "arrived_at", None) or timezone.now()


def _place(path: str) -> str:
    """The section's address without its language; empty for any other page."""
    found = _SECTION.match(path)
    return found.group(1) if found else ""


def _keep(request: HttpRequest) -> None:
    place, data = _place(request.path), posted(request)
    is_own = is_ours(request.headers.get("Referer", ""), request)
    if place and is_own and len(data.urlencode()) <= LARGEST_TEXT:
        request.session[KEPT] = {"place": place, "data": dict(data.lists())}


def kept(request: HttpRequest) -> dict[str, Any]:
    """{name: values} of the text that waits for this very section."""
    waiting = request.session.get(KEPT) or {}
    return waiting.get("data", {}) if waiting.get("place") == _place(request.path) else {}


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)

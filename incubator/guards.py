"""Requests that Django alone would answer with 500 or 200, and routes that carry no gate."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
VERBS = ("GET", "HEAD", "POST", "OPTIONS")
#: Views that are not ours and hold their own rule: sign-in pages, the admin (staff only), static files, the language switch.
TRUSTED = ("allauth.", "django.contrib.admin.", "django.contrib.staticfiles.", "django.views.i18n", "django.views.static", "whitenoise.")


class OddRequestMiddleware:
    """Invented verbs are 405; null bytes in path or query are 400 (PostgreSQL refuses them with an exception)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in VERBS:
            return HttpResponseNotAllowed(VERBS)
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            raise SuspiciousOperation("null byte")
        return self.get_response(request)


class PrivatePagesMiddleware:
    """What a signed-in person sees is never kept by a cache."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed or request.session.modified:
            response.headers.setdefault("Cache-Control", "private, no-store")
            patch_vary_headers(response, ["Cookie"])
        return response


class DefaultDenyMiddleware:
    """A view of ours without a gate answers nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        module = getattr(view, "__module__", "") or ""
        if not (hasattr(view, "gate") or module.startswith(TRUSTED) or request.resolver_match.app_name == "admin"):
            raise PermissionDenied(f"{module}.{getattr(view, '__name__', view)} carries no gate")


class OneLineFormatter(logging.Formatter):
    """A logged value cannot forge a second line; tracebacks keep theirs."""

    def format(self, record: logging.LogRecord) -> str:
        record.message = record.getMessage().replace("\r", "\\r").replace("\n", "\\n")
        line = self._with_time(record)
        if record.exc_info:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        return line

    def _with_time(self, record: logging.LogRecord) -> str:
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        return self.formatMessage(record)

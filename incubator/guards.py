"""Requests that Django alone would answer with 500 or 200, and routes that carry no gate."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict
from django.http.request import UnreadablePostError
from django.utils.cache import patch_vary_headers

from incubator import strict_json

GetResponse = Callable[[HttpRequest], HttpResponse]
VERBS = ("GET", "HEAD", "POST", "OPTIONS")
#: Views that are not ours and hold their own rule: sign-in pages, the admin (staff only), static files, the language switch.
TRUSTED = (
    "allauth.",
    "django.contrib.admin.",
    "django.contrib.staticfiles.",
    "django.views.i18n",
    "django.views.static",
    "whitenoise.",
)
NULL = "\x00"


def posted(request: HttpRequest) -> QueryDict:
    """The posted fields; raises BadRequest when the connection broke or a value holds a null character."""
    try:
        fields = request.POST
    except UnreadablePostError as broken:
        raise BadRequest("the request ended too early") from broken
    if any(NULL in name or any(NULL in value for value in values) for name, values in fields.lists()):
        raise BadRequest("null character")
    return fields


def json_body(request: HttpRequest) -> Any:
    """The JSON a script sent; raises BadRequest for what is none, or none that can be stored."""
    try:
        return strict_json.load(request.body)
    except (ValueError, UnreadablePostError) as odd:
        raise BadRequest("odd JSON") from odd


class OddRequestMiddleware:
    """Invented verbs are 405; null characters anywhere and odd JSON are 400 (PostgreSQL and Python answer them with an exception)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in VERBS:
            return HttpResponseNotAllowed(VERBS)
        query = request.META.get("QUERY_STRING", "")
        if NULL in request.path or "%00" in query or NULL in query:
            raise BadRequest("null character")
        if any(NULL in value for value in request.COOKIES.values()):
            raise BadRequest("null character")
        if (request.encoding or "utf-8").lower() != "utf-8":
            # A charset that Python knows but no browser sends (rot13, utf-7): our pages are UTF-8, so are the answers to them.
            request.encoding = "utf-8"
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if request.method != "POST":
            return
        if request.content_type == "application/json":
            json_body(request)
        else:
            posted(request)


class PrivatePagesMiddleware:
    """What a signed-in person sees is never kept by a cache; without a session, pages are the same for everybody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified:
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
        match = request.resolver_match
        is_desk = match is not None and match.app_name == "admin"
        if not (hasattr(view, "gate") or module.startswith(TRUSTED) or is_desk):
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


class CleanUploads(TemporaryFileUploadHandler):
    """A disk that fills up while a file comes in leaves no part of it behind."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            self.file.close()
            raise

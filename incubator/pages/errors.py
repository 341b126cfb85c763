"""The pages of what went wrong: one look, three languages, no database, a reference that is also in the log."""

import errno
import logging
import secrets
import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

logger = logging.getLogger(__name__)

#: A store that does not answer: the portal is well and will work again when the store does.
OUTAGES = (OperationalError, InterfaceError, RedisConnectionError, RedisTimeoutError)
#: A disk that takes nothing more, while a request or a file is being written down.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
RETRY_AFTER = "30"


def page(request: HttpRequest, status: int, *, template: str = "") -> HttpResponse:
    reference = secrets.token_hex(3).upper()
    logger.log(logging.ERROR if status >= 500 else logging.INFO, "%s %s reference %s", status, request.path, reference)
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        return render(request, template or f"{status}.html", {"reference": reference, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's key is too old, or cookies are off: what was typed is one step back in the browser."""
    logger.info("csrf: %s", reason)
    return page(request, 403, template="403_csrf.html")


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    return page(request, 405)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    response = page(request, 429)
    response["Retry-After"] = "300"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """An exception nobody expected, or a store that went away where no view could tell (in a middleware)."""
    return outage(request, sys.exc_info()[1]) or page(request, 500)


def outage(request: HttpRequest, exception: Any) -> HttpResponse | None:
    """The page to show when a store does not answer; None for any other exception."""
    if not isinstance(exception, OUTAGES) and getattr(exception, "errno", None) not in FULL:
        return None
    logger.error("no answer: %s", exception)
    response = page(request, 503)
    response["Retry-After"] = RETRY_AFTER
    return response

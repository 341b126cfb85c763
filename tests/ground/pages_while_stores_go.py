"""The portal in a process of its own, asked over its real door (WSGI): one line in, one line out. See test_stores.py.

A line holds [[address, cookie], …]; the answer holds [[status, Retry-After, language, seconds], …].
"""

import json
import re
import sys
import time
from io import BytesIO

import django
from django.conf import settings

django.setup()

from django.test import RequestFactory  # noqa: E402 -- after setup

from incubator.wsgi import application  # noqa: E402

LANGUAGE = re.compile(rb'<html lang="(\w+)"')


def ask(address: str, cookie: str) -> list:
    environ = RequestFactory()._base_environ(PATH_INFO=address, HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1")
    environ |= {"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={cookie}" if cookie else "", "wsgi.input": BytesIO()}
    told, began = {}, time.monotonic()
    response = application(environ, lambda status, headers, exc_info=None: told.update(status=status, **dict(headers)))
    body = b"".join(response)
    response.close()
    spoken = LANGUAGE.search(body)
    return [
        int(told["status"][:3]),
        told.get("Retry-After", ""),
        spoken[1].decode() if spoken else "",
        time.monotonic() - began,
    ]


for line in sys.stdin:
    print(json.dumps([ask(address, cookie) for address, cookie in json.loads(line)]), flush=True)

"""One side of the comparison in a process of its own: reads one request a line, answers what it cost."""

import gzip
import json
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldError
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from bench.pages import PAGES


class Side:
    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def client(self, who: str) -> Client:
        if who not in self.clients:
            self.clients[who] = Client(headers={"accept-language": "fr"}, raise_request_exception=False)
            if who:
                person = get_user_model()._default_manager.get(email=who)
                self.clients[who].force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return self.clients[who]

    def look(self, *, who: str, url: str, method: str = "get") -> dict[str, Any]:
        """Once, with the queries written down; not the first page of a session, which also notes its device."""
        client = self.client(who)
        if method == "get":
            client.get(url)
        with CaptureQueriesContext(connection) as queries:
            response = getattr(client, method)(url)
            body = content(response)
        return {
            "status": response.status_code,
            "sql": len(queries),
            "bytes": len(body),
            "gzip": len(gzip.compress(body)),
        }

    def cost(self, *, who: str, url: str, method: str = "get") -> dict[str, float]:
        """CPU milliseconds of this process and of its PostgreSQL backend."""
        client, there = self.client(who), backend_cpu()
        began = time.process_time_ns()
        content(getattr(client, method)(url))
        spent = time.process_time_ns() - began
        return {"cpu": spent / 1e6, "db": (backend_cpu() - there) / 1e6}


def content(response: HttpResponse) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def backend_cpu() -> int:
    """Nanoseconds on the processor of our backend, where the kernel lets us look."""
    connection.ensure_connection()
    try:
        return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0])
    except OSError:
        return 0


def addresses() -> list[str | None]:
    found: list[str | None] = []
    for page in PAGES:
        try:
            found.append(page.where())
        except (LookupError, NoReverseMatch, FieldError) as why:
            print(f"  {page.name}: {why}", file=sys.stderr)
            found.append(None)
    return found


def main() -> None:
    django.setup()
    side = Side()
    deeds = {"look": side.look, "cost": side.cost, "addresses": addresses}
    for line in sys.stdin:
        wanted = json.loads(line)
        print(json.dumps(deeds[wanted.pop("deed")](**wanted)), flush=True)


if __name__ == "__main__":
    main()

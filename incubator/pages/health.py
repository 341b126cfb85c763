"""Is the portal able to work? Asked by the starter, by the container's platform and by whoever watches."""

import tempfile
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from incubator.outbox.queries import late

_migrated: list[bool] = []


def is_internal(request: HttpRequest) -> bool:
    """True for the machine itself and its private network, all the way from the asker."""
    asked_by = [request.META.get("REMOTE_ADDR", ""), *request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return all(_is_near(address.strip()) for address in asked_by)


def _is_near(address: str) -> bool:
    try:
        # Nothing stands for a unix socket.
        return not address or ip_address(address).is_private
    except ValueError:
        return False


def answer() -> JsonResponse:
    """503 with the first reasons when something the portal needs is not there."""
    checks = {name: _tried(check) for name, check in CHECKS.items()}
    is_ready = all(said == "ok" for said in checks.values())
    return JsonResponse({"ready": is_ready, **checks}, status=200 if is_ready else 503)


def _tried(check: Callable[[], str]) -> str:
    try:
        return check()
    except (DatabaseError, OSError) as fault:
        return type(fault).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    """Asked of the database until it says yes; a process that saw its migrations applied need not ask again."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if left := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return f"{len(left)} to apply"
        _migrated.append(True)
    return "ok"


def _media() -> str:
    with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
        return "ok"


def _heartbeats() -> str:
    """Late ticks, or letters that wait: a worker that never started shows in these alone."""
    found = late()
    reasons = [*found.ticks, *([f"oldest letter {found.oldest_due}"] if found.is_late and found.oldest_due else [])]
    return f"late: {', '.join(reasons)}" if reasons else "ok"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "media": _media,
    "heartbeats": _heartbeats,
}

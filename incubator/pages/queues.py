"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incubator import desk
from incubator.desk import Queue
from incubator.outbox.queries import late
from incubator.prepared import Question, question

#: What a question of a queue may know of the person and the moment (`incubator.desk.Queue`).
KINDS: Mapping[str, type] = {"user": int, "now": datetime}


class Waiting(NamedTuple):
    label: str
    size: int
    url: str
    is_urgent: bool


def waiting(user: Any) -> list[Waiting]:
    """Every queue with its count, in the order of the day."""
    ordered = sorted(desk.queues.values(), key=lambda queue: (queue.position, queue.key))
    sizes = _sizes(ordered, user)
    return [Waiting(str(q.label), sizes[q.key], q.url(user), q.is_urgent) for q in ordered]


def _sizes(queues: list[Queue], user: Any) -> dict[str, int]:
    """Rows are counted together, in one question; what is no rows is asked for apart."""
    now = timezone.now()
    prepared = {queue.key: _prepared(queue, get_language() or "", bool(user.is_superuser)) for queue in queues}
    sizes = {queue.key: queue.count(user) for queue in queues if prepared[queue.key] is None}
    asked = {key: asks for key, asks in prepared.items() if asks}
    if asked:
        words = {"user": user.pk, "now": now}
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {', '.join(asks.sql for asks in asked.values())}",
                [value for asks in asked.values() for value in asks.values(words)],
            )
            sizes |= dict(zip(asked, cursor.fetchone(), strict=True))
    return sizes


@cache
def _prepared(queue: Queue, language: str, is_superuser: bool) -> Question | None:
    """How many rows of a queue there are, for any of the staff with the same rights; None where its answer is no rows."""
    person: type[Any] = get_user_model()

    def draw(samples: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
        somebody = person(pk=samples["user"], is_staff=True, is_superuser=is_superuser)
        rows = queue.rows(somebody, samples["now"])
        if isinstance(rows, int):
            raise _NoRowsError
        return _counted(rows)

    try:
        return question(draw, KINDS, called=queue.key)
    except _NoRowsError:
        return None


class _NoRowsError(Exception):
    pass


def _counted(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    try:
        sql, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return "0", ()
    return f"(SELECT count(*) FROM ({sql}) AS queue)", values  # noqa: S608 - Django's own


def warnings() -> list[str]:
    """What whoever runs the portal must put right, told to staff until it is."""
    found = late()
    told = []
    if found.ticks:
        words = _("The background work stands still: %(names)s. Letters and closings wait.")
        told.append(words % {"names": ", ".join(found.ticks)})
    elif found.is_late and not found.pause:
        told.append(_("Letters wait to be sent and nobody sends them: is the background worker running?"))
    if found.pause:
        told.append(_("No letter leaves at the moment: %(why)s") % {"why": found.pause})
    return told

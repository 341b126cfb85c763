"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from incubator import desk
from incubator.outbox.queries import late


class Waiting(NamedTuple):
    label: str
    size: int
    url: str
    is_urgent: bool


def waiting(user: Any) -> list[Waiting]:
    """Every queue with its count, in the order of the day."""
    ordered = sorted(desk.queues.values(), key=lambda queue: (queue.position, queue.key))
    sizes = _sizes({queue.key: queue.rows(user) for queue in ordered})
    return [Waiting(str(q.label), sizes[q.key], q.url(user), q.is_urgent) for q in ordered]


def _sizes(found: dict[str, QuerySet[Any] | int]) -> dict[str, int]:
    """Rows are counted together, in one question; each queue is compiled as it is, not again as a part of a larger query."""
    sizes = {key: one if isinstance(one, int) else 0 for key, one in found.items()}
    asked = {key: drawn for key, one in found.items() if not isinstance(one, int) and (drawn := _drawn(one))}
    if asked:
        counts = ", ".join(f"(SELECT count(*) FROM ({sql}) AS queue)" for sql, _values in asked.values())  # noqa: S608 - Django's own
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", [value for _sql, values in asked.values() for value in values])
            sizes |= dict(zip(asked, cursor.fetchone(), strict=True))
    return sizes


def _drawn(rows: QuerySet[Any]) -> tuple[str, tuple[Any, ...]] | None:
    """Nothing where no row can be meant."""
    try:
        return rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return None


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

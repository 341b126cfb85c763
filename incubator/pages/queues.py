"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, QuerySet
from django.utils.translation import gettext as _

from incubator import desk
from incubator.accounts.models import User
from incubator.outbox.queries import late


class Waiting(NamedTuple):
    label: str
    size: int
    url: str
    is_urgent: bool


def waiting(user: Any) -> list[Waiting]:
    """Every queue with its count, in the order of the day."""
    ordered = sorted(desk.queues.values(), key=lambda queue: (queue.position, queue.key))
    sizes = _sizes(user, {queue.key: queue.rows(user) for queue in ordered})
    return [Waiting(str(q.label), sizes[q.key], q.url(user), q.is_urgent) for q in ordered]


def _sizes(user: Any, found: dict[str, QuerySet[Any] | int]) -> dict[str, int]:
    """Rows are counted together, in one query."""
    known = {key: one for key, one in found.items() if isinstance(one, int)}
    asked = {key: _size(one) for key, one in found.items() if not isinstance(one, int)}
    told = User.objects.filter(pk=user.pk).values_list(*asked.values())[0] if asked else ()
    return known | dict(zip(asked, told, strict=True))


def _size(rows: QuerySet[Any]) -> Func:
    return Func(ArraySubquery(rows.order_by().values("pk")), function="cardinality", output_field=IntegerField())


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

"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from incubator import desk
from incubator.outbox.queries import late


class Waiting(NamedTuple):
    label: str
    size: int
    url: str
    is_urgent: bool


def waiting(user: Any) -> list[Waiting]:
    """Every queue with its count, in the order of the day; one query each."""
    ordered = sorted(desk.queues.values(), key=lambda queue: (queue.position, queue.key))
    return [Waiting(str(q.label), q.count(user), q.url(user), q.is_urgent) for q in ordered]


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

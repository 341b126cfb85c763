"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from incubator import desk
from incubator.pages import health


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
    late = health.late_beats()
    words = _("The background work stands still: %(names)s. Letters and closings wait.") % {"names": ", ".join(late)}
    return [words] if late else []

"""The work queues of the admin's home. The register is `incubator.desk.queues`, filled by higher units in AppConfig.ready."""

from typing import Any, NamedTuple

from incubator import desk


class Waiting(NamedTuple):
    label: str
    count: int
    url: str
    is_urgent: bool


def waiting(user: Any) -> list[Waiting]:
    """Every queue with its count, in the order of the day; one query each."""
    ordered = sorted(desk.queues.values(), key=lambda queue: (queue.position, queue.key))
    return [Waiting(str(q.label), q.count(user), q.url(user), q.is_urgent) for q in ordered]

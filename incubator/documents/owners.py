"""Who may read a file of which purpose: filled by the units that own the files, in AppConfig.ready."""

from collections.abc import Callable
from typing import Any

MayRead = Callable[[Any, Any], bool]

readers: dict[str, MayRead] = {}


def register(purpose: str, *, may_read: MayRead) -> None:
    """`may_read(user, document)`; a purpose nobody registered can be read by nobody."""
    readers[purpose] = may_read


def may_read(user: Any, document: Any) -> bool:
    rule = readers.get(document.purpose)
    return bool(rule and rule(user, document))

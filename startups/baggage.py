"""What belongs to a startup, and how it goes over to the one that stays when two records of one company are merged.

A register: every unit that points at startups fills it in AppConfig.ready, in the order in which rows are to be locked
(docs/decisions/0011). A test knows every model that must be here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


def nothing(goes: Any, stays: Any) -> None:
    """Nothing to lock."""


def no_objection(goes: Any, stays: Any) -> list[str]:
    return []


@dataclass(frozen=True)
class Baggage:
    """`count(startup)` rows go over by `move(goes, stays)`. `hold` locks them first; `objections` then says why it cannot be."""

    model: str
    label: Any
    count: Callable[[Any], int]
    move: Callable[[Any, Any], None]
    hold: Callable[[Any, Any], None] = nothing
    objections: Callable[[Any, Any], list[str]] = no_objection


register: dict[str, Baggage] = {}


def carry(*items: Baggage) -> None:
    register.update({item.model.lower(): item for item in items})


def plain(model: type[Model], **more: Any) -> Baggage:
    """Rows whose field `startup` is all that changes."""
    rows: Any = model._default_manager

    def count(startup: Any) -> int:
        return rows.filter(startup=startup).count()

    def move(goes: Any, stays: Any) -> None:
        rows.filter(startup=goes).update(startup=stays)

    label = model._meta.verbose_name_plural
    return Baggage(**{"model": model._meta.label, "label": label, "count": count, "move": move} | more)

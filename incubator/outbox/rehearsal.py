"""What a deed would post: it is done, its letters are read, and all of it is taken back. Nothing of it stays."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from incubator.outbox.models import Letter
from incubator.outbox.preview import Preview, preview

T = TypeVar("T")


@dataclass(frozen=True)
class Posted:
    """How many letters would leave; of each kind one in each language."""

    count: int
    samples: list[tuple[Letter, Preview]]


def rehearse(act: Callable[[], Any], look: Callable[[Any], T]) -> tuple[T, Posted]:
    """`look(result)` sees the rows as the deed would leave them. Raises what the deed raises."""
    with transaction.atomic():
        before = Letter.objects.aggregate(last=Max("pk", default=0))["last"]
        seen = look(act())
        posted = _read(Letter.objects.filter(pk__gt=before).with_recipient().order_by("pk"))
        transaction.set_rollback(True)
    return seen, posted


def _read(letters: Iterable[Letter]) -> Posted:
    first: dict[tuple[str, str], Letter] = {}
    count = 0
    for letter in letters:
        count += 1
        first.setdefault((letter.kind, letter.spoken_language), letter)
    return Posted(count, [(letter, preview(letter)) for letter in first.values()])

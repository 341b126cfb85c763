"""The only way to write a letter."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState


def post(  # noqa: PLR0913 -- one letter has this many sides, all by keyword
    kind: str,
    *,
    to: Any,
    once: str,
    about: Model | None = None,
    params: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    language: str = "",
    is_draft: bool = False,
) -> bool:
    """Stores a letter for a person (or for a bare address) under the occasion `once`; false when that occasion was posted before.

    Belongs in the transaction of the change it tells of; anything else is a mistake of the caller.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"post({kind!r}) belongs in the transaction of the change.")
    known = kinds[kind]
    letter = Letter(
        kind=kind,
        category=known.category,
        priority=known.priority,
        once=once,
        kind_of_thing=about._meta.label_lower if about is not None else "",
        key_of_thing=str(about.pk) if about is not None else "",
        params=params or {},
        language=language,
        due_at=due_at or timezone.now(),
        not_after=not_after,
        state=LetterState.DRAFT if is_draft else LetterState.PLANNED,
        **({"address": to} if isinstance(to, str) else {"person": to}),
    )
    before = Letter.objects.filter(once=once).exists()
    if not before:
        Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return not before

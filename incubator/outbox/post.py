"""The only ways to write letters."""

from collections.abc import Iterable
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
    _belongs_in_a_transaction(kind)
    if Letter.objects.filter(once=once).exists():
        return False
    state = LetterState.DRAFT if is_draft else LetterState.PLANNED
    when = {"due_at": due_at, "not_after": not_after}
    letter = _letter(kind, to=to, once=once, about=about, params=params, language=language, state=state, **when)
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    return True


def post_all(drafts: Iterable[dict[str, Any]]) -> int:
    """Many letters in two statements; each draft holds the arguments of `post`. Gives how many were new."""
    wanted = {draft["once"]: draft for draft in drafts}
    if not wanted:
        return 0
    _belongs_in_a_transaction("many")
    for once in Letter.objects.filter(once__in=wanted).values_list("once", flat=True):
        del wanted[once]
    Letter.objects.bulk_create([_letter(**draft) for draft in wanted.values()], ignore_conflicts=True, batch_size=1000)
    return len(wanted)


def _belongs_in_a_transaction(kind: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"post({kind!r}) belongs in the transaction of the change.")


def _letter(  # noqa: PLR0913 -- as above
    kind: str,
    *,
    to: Any,
    once: str,
    about: Model | None = None,
    params: dict[str, Any] | None = None,
    due_at: datetime | None = None,
    not_after: datetime | None = None,
    language: str = "",
    state: str = LetterState.PLANNED,
) -> Letter:
    sides = {"once": once, "params": params or {}, "language": language, "state": state, "not_after": not_after}
    return Letter(kind=kind, due_at=due_at or timezone.now(), **sides, **_of(kind), **_to(to), **_about(about))


def _of(kind: str) -> dict[str, Any]:
    return {"category": kinds[kind].category, "priority": kinds[kind].priority}


def _to(recipient: Any) -> dict[str, Any]:
    return {"address": recipient} if isinstance(recipient, str) else {"person": recipient}


def _about(thing: Model | None) -> dict[str, str]:
    return {"kind_of_thing": thing._meta.label_lower, "key_of_thing": str(thing.pk)} if thing is not None else {}

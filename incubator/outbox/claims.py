"""Whose letter it is now. Every move of a sender is a compare-and-swap under its token; "now" is the database's clock.

planned → claimed → sending → sent, and from sending back to planned, or out: failed, uncertain. A row whose lease ended
belongs to nobody: `reap` gives it back, or stops it when a second copy would be worse than none.
"""

import random
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.functions import Now

from incubator.outbox.guard import objection
from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter, mail_domain
from incubator.outbox.queries import full, gone_by_domain
from incubator.outbox.states import OVER
from incubator.outbox.states import LetterState as S

LEASE = timedelta(minutes=5)
#: Minutes until the next try; after the last one the letter has failed.
PATIENCE = (1, 5, 20, 60, 180)
NOBODY = {"lease_token": None, "lease_until": None}


def claim(token: uuid.UUID, *, most: int) -> list[int]:
    """At most so many due letters, for this sender alone; other senders step over them.

    A domain that had its share of the minute waits; the letters to others are not held back by it.
    """
    with transaction.atomic():
        gone = gone_by_domain()
        due = Letter.objects.due().annotate(domain=mail_domain()).exclude(domain__in=full(gone))
        due = due.order_by("priority", "due_at", "pk")
        rows = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).values_list("pk", "domain")[:most]
        keys = _within_the_share(rows, gone)
        Letter.objects.filter(pk__in=keys).update(state=S.CLAIMED, lease_token=token, lease_until=Now() + LEASE)
    return keys


def _within_the_share(rows: Iterable[tuple[int, str]], gone: dict[str, int]) -> list[int]:
    if not settings.OUTBOX_PER_DOMAIN:
        return [pk for pk, _domain in rows]
    keys = []
    for pk, domain in rows:
        gone[domain] = gone.get(domain, 0) + 1
        if gone[domain] <= settings.OUTBOX_PER_DOMAIN:
            keys.append(pk)
    return keys


def release(token: uuid.UUID) -> None:
    """What was not begun goes back at once."""
    Letter.objects.held_with(token, S.CLAIMED).update(state=S.PLANNED, **NOBODY)


@transaction.atomic
def begin(pk: int, token: uuid.UUID) -> tuple[Letter, dict[str, Any]] | None:
    """The letter, ours to hand over, with the values of its words; None when it is not ours or has lost its sense."""
    is_late = ExpressionWrapper(Q(not_after__lte=Now()), output_field=BooleanField())
    rows = Letter.objects.held_with(token, S.CLAIMED).locked().with_recipient().annotate(is_late=is_late)
    if (letter := rows.filter(pk=pk).first()) is None:
        return None
    state, why = objection(letter)
    values = None if state else kinds[letter.kind].context(letter)
    if state or values is None:
        _end(letter, state or S.CANCELLED, why or "no longer holds")
        return None
    letter.state, letter.attempts = S.SENDING, letter.attempts + 1
    letter.message_id = letter.message_id or f"<{uuid.uuid4().hex}@{settings.SITE_HOST}>"
    letter.save(update_fields=["state", "attempts", "message_id"])
    return letter, values


def sent(letter: Letter) -> None:
    _end(letter, S.SENT, "", sent_at=Now())


def failed(letter: Letter, said: str) -> None:
    _end(letter, S.FAILED, said)


def uncertain(letter: Letter, said: str) -> None:
    _end(letter, S.UNCERTAIN, said)


def later(letter: Letter, said: str, **more: Any) -> None:
    """Again in a while, ± a fifth so that a crowd does not come back together."""
    if letter.attempts > len(PATIENCE):
        _end(letter, S.FAILED, said, **more)
        return
    wait = timedelta(minutes=PATIENCE[max(letter.attempts, 1) - 1]) * random.uniform(0.8, 1.2)  # noqa: S311 -- no secret
    _end(letter, S.PLANNED, said, next_try_at=Now() + wait, **more)


def give_back(letter: Letter) -> None:
    """It was not the letter's fault: the attempt does not count."""
    _end(letter, S.PLANNED, "", attempts=F("attempts") - 1)


def stumble(pk: int, token: uuid.UUID, said: str) -> None:
    """Our own mistake before anything was handed over: counts as an attempt, so that a poisoned row comes to rest."""
    if letter := Letter.objects.held_with(token).filter(pk=pk).first():
        letter.attempts += 1
        later(letter, said, attempts=letter.attempts)


def _end(letter: Letter, state: S, said: str, **more: Any) -> None:
    if state in OVER and letter.kind in kinds.secrets():
        more["params"] = {}
    held = Letter.objects.held_with(letter.lease_token) if letter.lease_token else Letter.objects.none()
    held.filter(pk=letter.pk).update(state=state, last_error=said[:300], **NOBODY, **more)


def reap() -> int:
    """Rows of senders that died. A decision that may have gone out waits for a person; the others go out again."""
    left = Letter.objects.abandoned()
    half_way = left.filter(state=S.SENDING)
    said = "the sender ended before the answer"
    return (
        left.filter(state=S.CLAIMED).update(state=S.PLANNED, **NOBODY)
        + half_way.filter(kind__in=kinds.decisions()).update(state=S.UNCERTAIN, last_error=said, **NOBODY)
        + half_way.filter(attempts__gt=len(PATIENCE)).update(state=S.FAILED, last_error=said, **NOBODY)
        + half_way.update(state=S.PLANNED, last_error=said, **NOBODY)
    )

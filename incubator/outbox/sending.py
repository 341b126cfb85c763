"""The dispatcher. What is promised: a due letter goes out at least once until it has lost its sense, and twice only when
the sender dies between the server's 250 and our stamp: at most one letter per death, with the same Message-ID.
"""

import logging
import time
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.db.models.functions import Now

from incubator.outbox import claims, faults
from incubator.outbox.addresses import fingerprint
from incubator.outbox.envelope import calendar_of, envelope
from incubator.outbox.faults import Fault, Unreachable, Verdict
from incubator.outbox.kinds import kinds
from incubator.outbox.line import Line
from incubator.outbox.models import Letter, Pause, Suppression
from incubator.outbox.queries import current_pause, room
from incubator.outbox.wording import word

logger = logging.getLogger(__name__)

BATCH = 50
#: A tick ends before Celery ends it, a batch long before its lease.
LONGEST = 45.0
#: So many silences in a row are the server's fault, not the letters'.
SILENCES = 3
#: Seconds until a server that failed is tried again: doubled each time, at most a quarter of an hour.
FIRST_PAUSE, LONGEST_PAUSE = 30, 900


class Sender:
    """One tick: one line, and what was learned about it."""

    def __init__(self) -> None:
        self.line, self.sent, self.silences = Line(), 0, 0
        self.until = time.monotonic() + LONGEST

    def run(self) -> int:
        with self.line:
            while time.monotonic() < self.until and not current_pause():
                token = uuid.uuid4()
                if not (batch := claims.claim(token, most=room(BATCH))):
                    break
                try:
                    self._work(batch, token)
                except Unreachable as down:
                    pause(str(down))
                finally:
                    claims.release(token)
        if self.sent:
            Pause.objects.filter(until__lte=Now()).delete()
        return self.sent

    def _work(self, batch: Iterable[int], token: uuid.UUID) -> None:
        half_the_lease = time.monotonic() + claims.LEASE.total_seconds() / 2
        for pk in batch:
            if time.monotonic() > min(self.until, half_the_lease):
                return
            if begun := _begin(pk, token):
                self._hand_over(*begun)

    def _hand_over(self, letter: Letter, values: dict[str, Any]) -> None:
        try:
            message = envelope(letter, word(letter, values), calendar_of(letter, values))
        except Exception as error:
            logger.exception("letter %s cannot be worded", letter.pk)
            claims.later(letter, f"{type(error).__name__}: {error}")
            return
        try:
            self.line.send(message)
        except Unreachable:
            claims.give_back(letter)
            raise
        except Exception as error:
            self._settle(letter, faults.read(error))
        else:
            claims.sent(letter)
            self.sent, self.silences = self.sent + 1, 0

    def _settle(self, letter: Letter, fault: Fault) -> None:
        logger.warning("letter %s: %s %s", letter.pk, fault.verdict.name, fault.said)
        if fault.verdict is Verdict.DOWN:
            claims.give_back(letter)
            raise Unreachable(fault.said)
        if fault.verdict is Verdict.UNKNOWN:
            self._broken(letter, fault)
        elif fault.verdict is Verdict.NEVER:
            _refused(letter, fault)
        else:
            claims.later(letter, fault.said)

    def _broken(self, letter: Letter, fault: Fault) -> None:
        self.line.hang_up(politely=False)
        (claims.uncertain if kinds[letter.kind].is_decision else claims.later)(letter, fault.said)
        self.silences += 1
        if self.silences >= SILENCES:
            raise Unreachable(fault.said)


def _begin(pk: int, token: uuid.UUID) -> tuple[Letter, dict[str, Any]] | None:
    try:
        return claims.begin(pk, token)
    except (OperationalError, InterfaceError):  # the database went away: the lease will tell
        raise
    except Exception as error:
        logger.exception("letter %s cannot be begun", pk)
        claims.stumble(pk, token, f"{type(error).__name__}: {error}")
        return None


@transaction.atomic
def _refused(letter: Letter, fault: Fault) -> None:
    claims.failed(letter, fault.said)
    if fault.is_dead_address:
        address = fingerprint(letter.recipient)
        Suppression.objects.get_or_create(address_hash=address, category="", defaults={"why": fault.said[:120]})


@transaction.atomic
def pause(why: str) -> None:
    """The circuit breaker: the queue waits, no attempt is consumed, staff are told. A pause made by staff stays theirs."""
    logger.error("mail is paused: %s", why)
    row, is_new = Pause.objects.select_for_update().get_or_create(
        name="mail", defaults={"why": why[:300], "until": Now()}
    )
    if not is_new and row.until is None:
        return
    times = 1 if is_new else min(row.times + 1, 20)
    wait = timedelta(seconds=min(FIRST_PAUSE * 2 ** (times - 1), LONGEST_PAUSE))
    Pause.objects.filter(pk=row.pk).update(why=why[:300], times=times, until=Now() + wait)


def tick() -> int:
    return Sender().run()

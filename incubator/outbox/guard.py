"""Does the letter still have a reader who wants it? Asked in the transaction that takes it for sending."""

from typing import Any

from incubator.outbox.addresses import fingerprint
from incubator.outbox.models import Letter, Suppression
from incubator.outbox.states import Category
from incubator.outbox.states import LetterState as S


def objection(letter: Letter) -> tuple[S | None, str]:
    """The state that ends it and why; (None, "") when nothing speaks against it. `is_late` is annotated by the caller."""
    if letter.person and (letter.person.erased_at or not letter.person.is_active):
        return S.CANCELLED, "the account is closed"
    if getattr(letter, "is_late", False):
        return S.EXPIRED, "too late to make sense"
    if not _is_wanted(letter.person, letter.category):
        return S.SUPPRESSED, "not wanted by the person"
    if is_suppressed(letter.recipient, letter.category):
        return S.SUPPRESSED, "the address is suppressed"
    return None, ""


def _is_wanted(person: Any, category: str) -> bool:
    if person is None or category == Category.TRANSACTIONAL:
        return True
    return bool(person.wants_reminders if category == Category.REMINDER else person.wants_announcements)


def is_suppressed(address: str, category: str) -> bool:
    return Suppression.objects.filter(address_hash=fingerprint(address), category__in=["", category]).exists()

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from incubator.mailings.models import Mailing, Reader
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState as S
from incubator.words import LANGUAGES

#: What has gone wrong or was not wanted; the others are on their way, sent or stopped.
LOST = (S.FAILED, S.EXPIRED, S.SUPPRESSED, S.UNCERTAIN)


@dataclass(frozen=True)
class Progress:
    """How many of its letters stand where."""

    sent: int
    stopped: int
    lost: int
    total: int

    @property
    def settled(self) -> int:
        return self.sent + self.stopped + self.lost

    @property
    def is_over(self) -> bool:
        return self.settled == self.total


def letters_of(mailing: Mailing) -> Any:
    """By occasion: it stays when a person's letters are emptied. Tests to oneself are not among them."""
    return Letter.objects.filter(once__startswith=f"{mailing.occasion}:{mailing.pk}:")


def progress(mailing: Mailing) -> Progress:
    """In one query."""
    rows = letters_of(mailing).order_by().values("state").annotate(n=Count("pk"))
    found = Counter({row["state"]: row["n"] for row in rows})
    return Progress(found[S.SENT], found[S.CANCELLED], sum(found[state] for state in LOST), found.total())


def told(mailing: Mailing) -> list[Letter]:
    """Its letters with their readers: what became of it."""
    return list(letters_of(mailing).with_recipient().order_by("pk"))


def drafts(mailing: Mailing, readers: list[Reader]) -> list[Letter]:
    """As they would be posted; never stored."""
    return [_letter(mailing, reader) for reader in readers]


def unaddressed(mailing: Mailing) -> list[Letter]:
    """One in each language that it has, for whoever reads it before it has readers; never stored."""
    languages = [code for code in LANGUAGES if getattr(mailing, f"subject_{code}")]
    return [_letter(mailing, Reader("", "", mailing.about, code, language=code)) for code in languages]


def _letter(mailing: Mailing, reader: Reader) -> Letter:
    to = {"address": reader.to, "language": reader.language} if isinstance(reader.to, str) else {"person": reader.to}
    return Letter(kind=mailing.kind, key_of_thing=str(reader.about.pk), **to)


def samples(mailing: Mailing, letters: list[Letter]) -> list[Letter]:
    """One for each language that somebody reads, worded whatever has become of it."""
    first: dict[str, Letter] = {}
    for letter in letters:
        first.setdefault(letter.spoken_language, letter)
    for letter in first.values():
        letter.params = {"message": mailing.pk, "is_test": True}
    return list(first.values())

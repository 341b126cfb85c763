"""Letters of a mailing: posted, tried, dropped; and what they say, in the language of their reader, else in French."""

from typing import Any

from django.utils import timezone

from incubator.mailings.models import Mailing
from incubator.mailings.queries import letters_of
from incubator.mailings.states import MailingState
from incubator.outbox.models import Letter
from incubator.outbox.post import post, post_all
from incubator.outbox.states import LetterState


def sent(mailing: Mailing) -> int:
    """A letter to each, due when the ten minutes are over; how many."""
    return post_all(
        {
            "kind": mailing.kind,
            "to": reader.to,
            "about": reader.about,
            "language": reader.language,
            "once": f"{mailing.occasion}:{mailing.pk}:{reader.key}",
            "params": {"message": mailing.pk},
            "due_at": mailing.due_at,
        }
        for reader in mailing.readers()
    )


def tested(mailing: Mailing, *, by: Any) -> None:
    once = f"{mailing.occasion}_test:{mailing.pk}:{by.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    post(mailing.kind, to=by, about=mailing, once=once, params={"message": mailing.pk, "is_test": True})


def drop(mailing: Mailing) -> None:
    waiting = [LetterState.DRAFT, LetterState.HELD, LetterState.PLANNED]
    letters_of(mailing).filter(state__in=waiting).update(state=LetterState.CANCELLED)


def words(letter: Letter, mailing: Mailing | None) -> dict[str, Any] | None:
    """A test always; the others while it is not stopped and the reader still belongs to those it is for."""
    if mailing is None:
        return None
    if not letter.params.get("is_test") and (mailing.state == MailingState.STOPPED or not mailing.is_for(letter)):
        return None
    language = letter.spoken_language
    said = {"subject": Mailing.subject.said(mailing, language), "text": Mailing.text.said(mailing, language)}
    return {**said, "mailing": mailing}

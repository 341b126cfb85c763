"""Letters in the register of personal data: shown to their reader, emptied when she is erased."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding
from incubator.outbox.models import Letter
from incubator.outbox.states import LetterState


def export(user: Any) -> Iterable[dict[str, Any]]:
    for letter in Letter.objects.to(user).order_by("posted_at"):
        sent_at = letter.sent_at.isoformat() if letter.sent_at else None
        yield {
            "kind": letter.kind,
            "state": letter.state,
            "posted_at": letter.posted_at.isoformat(),
            "sent_at": sent_at,
        }


def erase(user: Any) -> None:
    """The row of what was sent stays as a fact about a thing; its words, and letters to a bare address, go."""
    letters = Letter.objects.to(user)
    letters.live().update(state=LetterState.CANCELLED, last_error="the account is closed")
    letters.filter(person=None).delete()
    letters.update(params={}, subject_override="", body_override="")


HOLDING = Holding(
    model="outbox.Letter",
    purpose=_("telling people what concerns their files"),
    basis=_("performance of the programme"),
    months=24,
    export=export,
    erase=erase,
)

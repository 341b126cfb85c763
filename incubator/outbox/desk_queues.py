"""What of the mail waits for staff, on the admin's home."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from incubator.outbox.models import Letter, Pause
from incubator.outbox.states import LetterState as S


def register() -> None:
    add_queue(
        Queue(
            "outbox.paused",
            _("Mail is paused"),
            lambda _user, _now: Pause.objects.standing(),
            _list(),
            1,
            is_urgent=True,
        )
    )
    add_queue(
        Queue(
            "outbox.uncertain",
            _("Mails that may have gone out"),
            _rows(S.UNCERTAIN),
            _list(S.UNCERTAIN),
            80,
            is_urgent=True,
        )
    )
    add_queue(Queue("outbox.failed", _("Mails that failed"), _rows(S.FAILED), _list(S.FAILED), 81, is_urgent=True))
    add_queue(
        Queue("outbox.drafts", _("Mails waiting for release"), _rows(S.DRAFT, S.HELD), _list(S.DRAFT, S.HELD), 82)
    )


def _rows(*states: S) -> Callable[..., Any]:
    return lambda _user, _now: Letter.objects.filter(state__in=states)


def _list(*states: S) -> Callable[[Any], str]:
    asked = f"?state__in={','.join(states)}" if states else ""
    return lambda _user: reverse("admin:outbox_letter_changelist") + asked

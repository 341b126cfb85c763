from typing import Any

from django.utils import timezone

from events.messages.letters import KIND
from events.messages.models import Message
from incubator.outbox.models import Letter
from incubator.outbox.post import post
from incubator.outbox.states import LetterState


def message_sent(message: Message) -> int:
    """A letter to each, due when the ten minutes are over; how many."""
    rows = [row for row in message.recipients().select_related("person") if row.address]
    for row in rows:
        to = {"to": row.person} if row.person else {"to": row.email, "language": row.language}
        once = f"event_message:{message.pk}:{row.pk}"
        post(KIND, about=row, once=once, params={"message": message.pk}, due_at=message.due_at, **to)
    return len(rows)


def message_tested(message: Message, *, by: Any) -> None:
    once = f"event_message_test:{message.pk}:{by.pk}:{timezone.now():%Y%m%d%H%M%S%f}"
    post(KIND, to=by, about=message, once=once, params={"message": message.pk, "is_test": True})


def drop(message: Message) -> None:
    mine = Letter.objects.filter(kind=KIND, params__message=message.pk).exclude(params__has_key="is_test")
    mine.filter(state__in=[LetterState.DRAFT, LetterState.HELD, LetterState.PLANNED]).update(
        state=LetterState.CANCELLED
    )

"""A message to those who are registered: written, read, tried on oneself, and stopped within ten minutes if need be."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event
from events.messages import notices
from events.messages.models import Message
from events.messages.states import MESSAGE, MessageState
from incubator.errors import Refused
from incubator.journal.models import record

TEN_MINUTES = timedelta(minutes=10)


@transaction.atomic
def prepare(event_id: int, *, by: Any, audience: str, **words: str) -> Message:
    """Nothing leaves yet."""
    event = Event.objects.get(pk=event_id)
    message = Message(event=event, audience=audience, by=by, **words)
    if not message.recipients().exists():
        raise Refused(_("Nobody would get this message."), field="audience")
    message.save(force_insert=True)
    record("prepare_message", event, by=by, message=message.pk)
    return message


@transaction.atomic
def edit(pk: int, *, by: Any, audience: str, **words: str) -> Message:
    message = Message.objects.locked().get(pk=pk)
    message.state, message.audience = MESSAGE.after("edit", message.state), audience
    for name, value in words.items():
        setattr(message, name, value)
    message.save()
    return message


@transaction.atomic
def try_out(pk: int, *, by: Any) -> Message:
    """The letter to oneself, as the others will get it."""
    message = Message.objects.get(pk=pk)
    notices.message_tested(message, by=by)
    return message


@transaction.atomic
def start(pk: int, *, by: Any) -> Message:
    """In ten minutes the letters leave."""
    message = Message.objects.locked().select_related("event").get(pk=pk)
    message.state = MESSAGE.after("start", message.state)
    message.due_at = timezone.now() + TEN_MINUTES
    message.save(update_fields=["state", "due_at"])
    count = notices.message_sent(message)
    if not count:
        raise Refused(_("Nobody would get this message."))
    record("send_message", message.event, by=by, note=message.subject_fr, letters=count, message=message.pk)
    return message


@transaction.atomic
def stop(pk: int, *, by: Any) -> Message:
    """Nothing has left: the letters are dropped. Raises Refused when the ten minutes are over."""
    message = Message.objects.locked().select_related("event").get(pk=pk)
    if message.has_left:
        raise Refused(_("It is too late: the letters have left."))
    message.state, message.ended_at = MESSAGE.after("stop", message.state), timezone.now()
    message.save(update_fields=["state", "ended_at"])
    notices.drop(message)
    record("stop_message", message.event, by=by, note=message.subject_fr, message=message.pk)
    return message


def is_waiting(message: Message) -> bool:
    return message.state == MessageState.WAITING and not message.has_left

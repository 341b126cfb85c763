"""A message to those who are registered: written, read, tried on oneself, and stopped within ten minutes if need be."""

from typing import Any

from events.agenda.models import Event
from events.messages.models import Message
from incubator.mailings.actions import Mailer

mailer = Mailer(Message)
edit, try_out, start, stop, again = mailer.edit, mailer.try_out, mailer.start, mailer.stop, mailer.again


def prepare(event_id: int, *, by: Any, audience: str, **words: str) -> Message:
    """Nothing leaves yet."""
    message = Message(event=Event.objects.get(pk=event_id), audience=audience, **words)
    return mailer.prepare(message, field="audience", by=by)

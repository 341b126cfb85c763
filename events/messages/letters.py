"""What the letter says: what staff wrote, in the language of its reader, else in French."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.messages.models import Message
from events.messages.states import MessageState
from events.registrations.models import Registration
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter

KIND = "events.messages.event_message"


def _words(letter: Letter) -> dict[str, Any] | None:
    message = Message.objects.select_related("event").filter(pk=letter.params.get("message")).first()
    if message is None or not _holds(letter, message):
        return None
    language = letter.spoken_language
    return {
        "subject": Message.subject.said(message, language),
        "text": Message.text.said(message, language),
        "event": message.event,
    }


def _holds(letter: Letter, message: Message) -> bool:
    """A test always; the others while the message is not stopped and the reader still belongs to those it is for."""
    if letter.params.get("is_test"):
        return True
    row = Registration.objects.filter(pk=letter.key_of_thing).first()
    return message.state != MessageState.STOPPED and row is not None and row in message.recipients()


def register() -> None:
    kinds.register(Kind(KIND, _words, label=_("message from the organisers of an event")))

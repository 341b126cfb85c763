from typing import Any

from django.utils.translation import gettext_lazy as _

from events.messages.models import Message
from incubator.mailings import notices
from incubator.outbox.kinds import Kind, kinds
from incubator.outbox.models import Letter

KIND = Message.kind


def _words(letter: Letter) -> dict[str, Any] | None:
    message = Message.objects.select_related("event").filter(pk=letter.params.get("message")).first()
    said = notices.words(letter, message)
    return said and {**said, "event": said["mailing"].event}


def register() -> None:
    kinds.register(Kind(KIND, _words, label=_("message from the organisers of an event")))

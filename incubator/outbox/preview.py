"""What a letter would say if it were sent now. Staff read it before they release; bodies with a key in them stay closed."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.utils.translation import gettext as _

from incubator.outbox.kinds import kinds
from incubator.outbox.models import Letter
from incubator.outbox.wording import Worded, word


@dataclass(frozen=True)
class Preview:
    worded: Worded | None
    note: str = ""

    @property
    def direction(self) -> str:
        return "rtl" if self.worded and self.worded.language == "ar" else "ltr"


def preview(letter: Letter) -> Preview:
    if letter.kind not in kinds:
        return Preview(None, _("This kind of message no longer exists."))
    if letter.kind in kinds.secrets():
        return Preview(None, _("The text carries a personal key and is shown to nobody but its reader."))
    try:
        values = kinds[letter.kind].context(letter)
        return (
            Preview(word(letter, values))
            if values is not None
            else Preview(None, _("What this message tells no longer holds."))
        )
    except DatabaseError:
        raise
    except Exception as error:
        return Preview(
            None, _("This message cannot be put into words: %(error)s") % {"error": f"{type(error).__name__}: {error}"}
        )


def nothing(_letter: Letter) -> dict[str, Any]:
    """The context of a letter that needs no facts."""
    return {}

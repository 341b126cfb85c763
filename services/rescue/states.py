from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class Way(TextChoices):
    """What becomes of a meeting that an absence hits."""

    SUBSTITUTE = "substitute", _("somebody else receives the startup")
    SWAP = "swap", _("another room or machine")
    OTHER_TIME = "other_time", _("the startup chooses another time")
    CANCEL = "cancel", _("cancelled, credits back")
    KEEP = "keep", _("it takes place all the same")


class AnswerState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("rescue", "the startup is asked")
    ACCEPTED = "accepted", pgettext_lazy("rescue", "substitute accepted")
    MOVED = "moved", pgettext_lazy("rescue", "moved to another time")
    CANCELLED = "cancelled", pgettext_lazy("rescue", "cancelled, credits back")
    KEPT = "kept", pgettext_lazy("rescue", "takes place all the same")
    SWAPPED = "swapped", pgettext_lazy("rescue", "in another room or on another machine")
    ENDED = "ended", pgettext_lazy("rescue", "settled elsewhere")
    LAPSED = "lapsed", pgettext_lazy("rescue", "no answer: cancelled, credits back")
    WITHDRAWN = "withdrawn", pgettext_lazy("rescue", "taken back: the absence fell through")


A = AnswerState

ANSWER = Lifecycle(
    {
        "accept": move(A.PROPOSED, to=A.ACCEPTED),
        "move": move(A.PROPOSED, to=A.MOVED),
        "cancel": move(A.PROPOSED, to=A.CANCELLED),
        "end": move(A.PROPOSED, to=A.ENDED),
        "lapse": move(A.PROPOSED, to=A.LAPSED),
        "withdraw": move(A.PROPOSED, to=A.WITHDRAWN),
    }
)
#: The state in which an answer begins: those that need nobody else are settled at once.
FIRST = {
    Way.SUBSTITUTE: A.PROPOSED,
    Way.OTHER_TIME: A.PROPOSED,
    Way.SWAP: A.SWAPPED,
    Way.CANCEL: A.CANCELLED,
    Way.KEEP: A.KEPT,
}

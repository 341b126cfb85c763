from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class LetterState(TextChoices):
    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("queued")
    HELD = "held", _("held")
    CLAIMED = "claimed", _("being sent")
    SENDING = "sending", _("handed over")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("too late")
    CANCELLED = "cancelled", _("stopped")
    SUPPRESSED = "suppressed", _("not wanted")
    UNCERTAIN = "uncertain", _("uncertain")


class Category(TextChoices):
    TRANSACTIONAL = "transactional", _("message about your file")
    REMINDER = "reminder", _("reminder")
    ANNOUNCEMENT = "announcement", _("announcement")


S = LetterState

LETTER = Lifecycle(
    {
        "release": move(S.DRAFT, S.HELD, to=S.PLANNED),
        "hold": move(S.DRAFT, S.PLANNED, to=S.HELD),
        "stop": move(S.DRAFT, S.PLANNED, S.HELD, S.FAILED, to=S.CANCELLED),
        "retry": move(S.FAILED, S.UNCERTAIN, S.CANCELLED, S.SUPPRESSED, to=S.PLANNED),
        "settle": move(S.UNCERTAIN, to=S.SENT),
        "give_back": move(S.SENT, to=S.FAILED),
    }
)

#: Their words may still be changed by staff.
EDITABLE = (S.DRAFT, S.HELD)
#: Nothing more will happen by itself; a key in such a letter is of no use to anybody but a thief.
OVER = (S.SENT, S.EXPIRED, S.CANCELLED, S.SUPPRESSED)

#: Why the house ended a letter: stored in English, told in the reader's language. What a mail server said stays as it was.
REASONS = {
    "the account is closed": _("the account is closed"),
    "too late to make sense": _("too late to make sense"),
    "not wanted by the person": _("not wanted by the person"),
    "the address is suppressed": _("the address is suppressed"),
    "no longer holds": _("no longer holds"),
    "the sender ended before the answer": _("the sender ended before the answer"),
}

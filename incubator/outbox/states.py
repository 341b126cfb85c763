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

LETTER = Lifecycle({
    "release": move(S.DRAFT, S.HELD, to=S.PLANNED),
    "hold": move(S.DRAFT, S.PLANNED, to=S.HELD),
    "stop": move(S.DRAFT, S.PLANNED, S.HELD, S.FAILED, to=S.CANCELLED),
    "retry": move(S.FAILED, S.UNCERTAIN, S.CANCELLED, to=S.PLANNED),
})

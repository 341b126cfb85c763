from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move
from services.catalogue.states import ServiceKind


class RequestState(TextChoices):
    DRAFT = "draft", pgettext_lazy("request", "draft")
    SUBMITTED = "submitted", pgettext_lazy("request", "sent")
    TRIAGE = "triage", pgettext_lazy("request", "being studied")
    SCOPED = "scoped", pgettext_lazy("request", "proposal to answer")
    APPROVED = "approved", pgettext_lazy("request", "agreed")
    IN_PROGRESS = "in_progress", pgettext_lazy("request", "in progress")
    DELIVERED = "delivered", pgettext_lazy("request", "delivered")
    CLOSED = "closed", pgettext_lazy("request", "closed")
    ON_HOLD = "on_hold", pgettext_lazy("request", "paused")
    REJECTED = "rejected", pgettext_lazy("request", "refused")
    CANCELLED = "cancelled", pgettext_lazy("request", "cancelled")


class ProposalState(TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "to be answered")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "to be changed")
    REPLACED = "replaced", pgettext_lazy("proposal", "replaced")


class SafetyPoint(TextChoices):
    """What the workshop must know before anybody touches a machine; "nothing of these" is an answer too."""

    VOLTAGE = "voltage", _("mains voltage or more than 60 V")
    BATTERY = "battery", _("batteries or other stored energy")
    PRESSURE = "pressure", _("gas or pressure")
    HEAT = "heat", _("flame, heat or hot surfaces")
    CHEMICAL = "chemical", _("chemicals, resins, solvents or dust")
    MOVING = "moving", _("moving or cutting parts")
    LOAD = "load", _("heavy loads or work at height")
    NONE = "none", _("nothing of these")


#: Partners are met through introductions, which have manners of their own.
ASKED_FOR_ELSEWHERE = frozenset({ServiceKind.MATCHMAKING})
#: Kinds whose request says what is to be made, of what, how many, and what is dangerous in it.
MADE = frozenset({ServiceKind.PROTOTYPING, ServiceKind.INDUSTRIALISATION})

S = RequestState

#: Nobody waits for anything any more.
ENDED = (S.CLOSED, S.REJECTED, S.CANCELLED)
UNANSWERED = (S.SUBMITTED, S.TRIAGE)
#: Sent, and not over: people write to each other, files are added.
LIVE = (*UNANSWERED, S.SCOPED, S.APPROVED, S.IN_PROGRESS, S.DELIVERED, S.ON_HOLD)

REQUEST = Lifecycle(
    {
        "edit": move(S.DRAFT, to=S.DRAFT),
        "send": move(S.DRAFT, to=S.SUBMITTED),
        "take": move(S.SUBMITTED, to=S.TRIAGE),
        "ask_talk": move(S.TRIAGE, to=S.TRIAGE),
        "propose": move(S.TRIAGE, S.SCOPED, to=S.SCOPED),
        "decline_scope": move(S.SCOPED, to=S.TRIAGE),
        "accept_scope": move(S.SCOPED, to=S.APPROVED),
        "start": move(S.APPROVED, to=S.IN_PROGRESS),
        "finish_step": move(S.IN_PROGRESS, to=S.IN_PROGRESS),
        "deliver": move(S.IN_PROGRESS, to=S.DELIVERED),
        "accept_delivery": move(S.DELIVERED, to=S.DELIVERED),
        "return_delivery": move(S.DELIVERED, to=S.IN_PROGRESS),
        "close": move(S.DELIVERED, to=S.CLOSED),
        "pause": move(*UNANSWERED, S.SCOPED, S.APPROVED, S.IN_PROGRESS, to=S.ON_HOLD),
        # back to where it was paused: `moving.move` is told the state
        "resume": move(S.ON_HOLD, to=S.TRIAGE),
        "reject": move(*UNANSWERED, S.SCOPED, to=S.REJECTED),
        "withdraw": move(*UNANSWERED, S.SCOPED, S.APPROVED, S.ON_HOLD, to=S.CANCELLED),
        "cancel": move(S.APPROVED, S.IN_PROGRESS, S.ON_HOLD, to=S.CANCELLED),
    }
)

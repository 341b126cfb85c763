from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class BookingState(TextChoices):
    HELD = "held", pgettext_lazy("booking", "kept for ten minutes")
    PENDING = "pending_approval", pgettext_lazy("booking", "waiting for approval")
    CONFIRMED = "confirmed", pgettext_lazy("booking", "confirmed")
    ATTENDED = "attended", pgettext_lazy("booking", "took place")
    NO_SHOW = "no_show", pgettext_lazy("booking", "nobody came")
    EXPIRED = "expired", pgettext_lazy("booking", "not confirmed in time")
    REJECTED = "rejected", pgettext_lazy("booking", "not approved")
    BY_STARTUP = "cancelled_by_startup", pgettext_lazy("booking", "cancelled by the startup")
    LATE = "late_cancelled", pgettext_lazy("booking", "cancelled late by the startup")
    BY_PROGRAMME = "cancelled_by_programme", pgettext_lazy("booking", "cancelled by the programme")


B = BookingState

#: These hold the time of the startup, of the provider and of the rooms.
LIVE = (B.HELD, B.PENDING, B.CONFIRMED, B.ATTENDED, B.NO_SHOW)
#: What is still to come.
COMING = (B.PENDING, B.CONFIRMED)
#: Ended without a meeting.
ENDED = (B.EXPIRED, B.REJECTED, B.BY_STARTUP, B.LATE, B.BY_PROGRAMME)

BOOKING = Lifecycle(
    {
        "confirm": move(B.HELD, to=B.CONFIRMED),
        "ask": move(B.HELD, to=B.PENDING),
        "expire": move(B.HELD, B.PENDING, to=B.EXPIRED),
        "approve": move(B.PENDING, to=B.CONFIRMED),
        "reject": move(B.PENDING, to=B.REJECTED),
        "move": move(B.CONFIRMED, to=B.CONFIRMED),
        "cancel": move(B.HELD, B.PENDING, B.CONFIRMED, to=B.BY_STARTUP),
        "cancel_late": move(B.CONFIRMED, to=B.LATE),
        "call_off": move(B.PENDING, B.CONFIRMED, to=B.BY_PROGRAMME),
        "attend": move(B.CONFIRMED, B.NO_SHOW, to=B.ATTENDED),
        "miss": move(B.CONFIRMED, B.ATTENDED, to=B.NO_SHOW),
    }
)


class ActionState(TextChoices):
    OPEN = "open", pgettext_lazy("action item", "to do")
    DONE = "done", pgettext_lazy("action item", "done")
    DROPPED = "dropped", pgettext_lazy("action item", "dropped")


class Side(TextChoices):
    STARTUP = "startup", _("the startup")
    PROVIDER = "provider", _("the coach")


ACTION = Lifecycle(
    {
        "do": move(ActionState.OPEN, to=ActionState.DONE),
        "drop": move(ActionState.OPEN, to=ActionState.DROPPED),
        "reopen": move(ActionState.DONE, ActionState.DROPPED, to=ActionState.OPEN),
    }
)

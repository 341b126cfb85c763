from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class Outcome(TextChoices):
    OFFER = "offer", _("offer")
    WAITLIST = "waitlist", _("reserve list")
    REFUSE = "refuse", _("refusal")


class DecisionState(TextChoices):
    PENDING = "pending", _("in preparation")
    PUBLISHING = "publishing", _("being published")
    PUBLISHED = "published", _("published")
    SUPERSEDED = "superseded", _("replaced")


class PublicationState(TextChoices):
    PREPARED = "prepared", _("to be read")
    WAITING = "waiting", _("waiting ten minutes")
    STOPPED = "stopped", _("stopped")
    DONE = "done", _("published")


D = DecisionState

DECISION = Lifecycle(
    {
        "supersede": move(D.PENDING, D.PUBLISHED, to=D.SUPERSEDED),
        "queue": move(D.PENDING, to=D.PUBLISHING),
        "unqueue": move(D.PUBLISHING, to=D.PENDING),
        "publish": move(D.PUBLISHING, to=D.PUBLISHED),
    }
)

P = PublicationState

PUBLICATION = Lifecycle(
    {
        "start": move(P.PREPARED, to=P.WAITING),
        "stop": move(P.PREPARED, P.WAITING, to=P.STOPPED),
        "finish": move(P.WAITING, to=P.DONE),
    }
)

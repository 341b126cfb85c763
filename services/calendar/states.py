from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class ProviderKind(TextChoices):
    COACH = "coach", _("coach")
    MENTOR = "mentor", _("mentor")
    EXPERT = "expert", _("expert")
    TECHNICIAN = "technician", _("technician")


class ProviderState(TextChoices):
    INVITED = "invited", pgettext_lazy("provider", "invited")
    ACTIVE = "active", pgettext_lazy("provider", "active")
    PAUSED = "paused", pgettext_lazy("provider", "paused")
    LEFT = "left", pgettext_lazy("provider", "left")


class Season(TextChoices):
    """Hours are shorter in Ramadan (domain.md 1.5)."""

    ALWAYS = "always", _("all year")
    ORDINARY = "ordinary", _("outside Ramadan")
    RAMADAN = "ramadan", _("in Ramadan only")


class AbsenceState(TextChoices):
    DECLARED = "declared", pgettext_lazy("absence", "declared: meetings are to be looked at")
    PROCESSED = "processed", pgettext_lazy("absence", "settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("absence", "withdrawn")


class Origin(TextChoices):
    """Where a busy time of a provider's own calendar comes from."""

    FILE = "file", _("calendar file")
    FEED = "feed", _("calendar address")


P, A = ProviderState, AbsenceState

PROVIDER = Lifecycle(
    {
        "activate": move(P.INVITED, P.PAUSED, P.LEFT, to=P.ACTIVE),
        "pause": move(P.ACTIVE, to=P.PAUSED),
        "leave": move(P.INVITED, P.ACTIVE, P.PAUSED, to=P.LEFT),
    }
)

ABSENCE = Lifecycle(
    {
        "process": move(A.DECLARED, to=A.PROCESSED),
        "withdraw": move(A.DECLARED, A.PROCESSED, to=A.WITHDRAWN),
    }
)

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class PartnerKind(TextChoices):
    FUNDER = "funder", _("funder")
    HOST = "host", _("host")
    EXPERT = "expert", _("expert body")
    INDUSTRIAL = "industrial", _("industrial")


class ProgrammeKind(TextChoices):
    INCUBATION = "incubation", _("incubation")
    ACCELERATION = "acceleration", _("acceleration")


class ProgrammeState(TextChoices):
    DRAFT = "draft", _("draft")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


class HolidayKind(TextChoices):
    ADDED = "added", _("closed on this day")
    CANCELLED = "cancelled", _("open on this day")


class CohortState(TextChoices):
    PLANNED = "planned", _("planned")
    ONBOARDING = "onboarding", _("onboarding")
    ACTIVE = "active", _("active")
    GRADUATING = "graduating", _("graduating")
    CLOSED = "closed", _("closed")


C = CohortState

COHORT = Lifecycle(
    {
        "onboard": move(C.PLANNED, to=C.ONBOARDING),
        "start": move(C.PLANNED, C.ONBOARDING, to=C.ACTIVE),
        "graduate": move(C.ACTIVE, to=C.GRADUATING),
        "close": move(C.ACTIVE, C.GRADUATING, to=C.CLOSED),
    }
)

P = ProgrammeState

PROGRAMME = Lifecycle(
    {
        "activate": move(P.DRAFT, P.ENDED, to=P.ACTIVE),
        "end": move(P.ACTIVE, to=P.ENDED),
    }
)

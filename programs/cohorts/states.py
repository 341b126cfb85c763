from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from incubator.lifecycle import Lifecycle, move


class EnrolmentState(TextChoices):
    ONBOARDING = "onboarding", _("onboarding")
    ACTIVE = "active", _("active")
    PAUSED = "paused", _("paused")
    GRADUATED = "graduated", _("graduated")
    LEFT = "left", _("left")
    EXCLUDED = "excluded", _("excluded")


E = EnrolmentState

#: Who is in: a place is theirs, and the programme goes on.
PRESENT = (E.ONBOARDING, E.ACTIVE, E.PAUSED)
#: Those whose place went back to the cohort.
GONE = (E.LEFT, E.EXCLUDED)
#: Whose participation is over, one way or another; a graduate keeps the place, which was used.
OVER = (E.GRADUATED, *GONE)

ENROLMENT = Lifecycle(
    {
        "start": move(E.ONBOARDING, to=E.ACTIVE),
        "pause": move(E.ACTIVE, to=E.PAUSED),
        "resume": move(E.PAUSED, to=E.ACTIVE),
        "leave": move(*PRESENT, to=E.LEFT),
        "exclude": move(*PRESENT, to=E.EXCLUDED),
        "graduate": move(E.ACTIVE, to=E.GRADUATED),
    }
)

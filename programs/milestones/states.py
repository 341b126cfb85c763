"""The life of a milestone. It is due from two weeks before its day: a letter a week before the day then always speaks of
something that can be handed in, and the lists of staff show what comes and not the whole year."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.lifecycle import Lifecycle, move


class MilestoneState(TextChoices):
    PLANNED = "planned", pgettext_lazy("milestone", "planned")
    DUE = "due", pgettext_lazy("milestone", "due")
    SUBMITTED = "submitted", pgettext_lazy("milestone", "submitted")
    VALIDATED = "validated", pgettext_lazy("milestone", "validated")
    RETURNED = "returned", pgettext_lazy("milestone", "returned")
    WAIVED = "waived", pgettext_lazy("milestone", "waived")


class CountedFrom(TextChoices):
    COHORT = "cohort", _("the start of the cohort")
    ENROLMENT = "enrolment", _("the day each startup was enrolled")


M = MilestoneState

#: Due from so long before its day.
AHEAD = timedelta(days=14)
#: The team has to do something, now or one day.
OPEN = (M.PLANNED, M.DUE, M.RETURNED)
#: The team has to do something now.
ASKED = (M.DUE, M.RETURNED)
SETTLED = (M.VALIDATED, M.WAIVED)

MILESTONE = Lifecycle(
    {
        "fall_due": move(M.PLANNED, to=M.DUE),
        "put_off": move(M.DUE, to=M.PLANNED),
        "submit": move(M.DUE, M.RETURNED, to=M.SUBMITTED),
        "withdraw": move(M.SUBMITTED, to=M.DUE),
        "validate": move(M.SUBMITTED, to=M.VALIDATED),
        "return_": move(M.SUBMITTED, to=M.RETURNED),
        "waive": move(*OPEN, to=M.WAIVED),
        "close": move(*OPEN, M.SUBMITTED, to=M.WAIVED),
    }
)

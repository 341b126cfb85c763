from django.utils.translation import gettext as _

from programs.cohorts import notices
from programs.cohorts.models import Enrolment
from programs.cohorts.states import GONE
from programs.partners.models import Cohort
from startups import baggage
from startups.models import Startup


def in_both(goes: Startup, stays: Startup) -> list[str]:
    """One place in a cohort is one startup's: staff first say which of the two participations ends."""
    standing = Enrolment.objects.exclude(state__in=GONE)
    cohorts = Cohort.objects.filter(pk__in=standing.filter(startup=goes).values("cohort")).with_card()
    both = cohorts.filter(pk__in=standing.filter(startup=stays).values("cohort"))
    return [_("Both take part in %(cohort)s: end one of the participations first.") % {"cohort": c} for c in both]


def register() -> None:
    notices.register()
    baggage.carry(baggage.plain(Enrolment, objections=in_both))

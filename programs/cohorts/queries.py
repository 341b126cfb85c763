from collections import Counter

from incubator.journal.models import Entry
from programs.applications.models import Application
from programs.cohorts.models import Enrolment
from programs.cohorts.states import EnrolmentState
from programs.partners.models import Cohort
from startups.models import Startup


def enrolled(startup: Startup) -> bool:
    """Is this startup in a running cohort? Asked by events and services."""
    return Enrolment.objects.active().filter(startup=startup).exists()


def place_of(application: Application) -> Enrolment | None:
    """The participation that came of a file, asked for once however many rules ask."""
    return getattr(application, "enrolment", None)


def last_word(enrolment: Enrolment) -> Entry | None:
    """Why it stands as it does: the latest line of its history."""
    return Entry.objects.about(enrolment).first()


def by_state(cohort: Cohort) -> list[tuple[str, str, int]]:
    """(state, label, how many), in the order of the life of a participation; empty states are left out."""
    found = Counter(cohort.enrolments.values_list("state", flat=True))
    return [(state.value, str(state.label), found[state.value]) for state in EnrolmentState if found[state.value]]

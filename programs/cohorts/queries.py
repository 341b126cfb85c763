from programs.cohorts.models import Enrolment
from startups.models import Startup


def enrolled(startup: Startup) -> bool:
    """Is this startup in a running cohort? Asked by events and services."""
    return Enrolment.objects.active().filter(startup=startup).exists()

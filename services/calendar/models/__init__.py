"""Who receives startups and when: people, their hours, absences and busy times, and the rooms and machines that go with a service."""

from services.calendar.models.fittings import Authorisation, Fitting
from services.calendar.models.hours import Absence, Busy, Hours
from services.calendar.models.provider import Engagement, Provider

__all__ = ["Absence", "Authorisation", "Busy", "Engagement", "Fitting", "Hours", "Provider"]

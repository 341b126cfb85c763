"""The face of the app: gathers the models of its slices."""

from events.afterwards.models import Certificate, Feedback
from events.agenda.models import Event, Invitee, Material, Question, Seating, Series, Session, Speaker, Talk, Theme
from events.door.models import Attendance, CheckIn
from events.places.models import Allocation, Resource
from events.registrations.models import CalendarFeed, Quota, Registration

__all__ = [
    "Allocation",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "CheckIn",
    "Event",
    "Feedback",
    "Invitee",
    "Material",
    "Question",
    "Quota",
    "Registration",
    "Resource",
    "Seating",
    "Series",
    "Session",
    "Speaker",
    "Talk",
    "Theme",
]

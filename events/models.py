"""The face of the app: gathers the models of its slices."""

from events.afterwards.models import Certificate, Feedback
from events.agenda.models import Event, Invitee, Material, Question, Seating, Series, Session, Speaker, Talk, Theme
from events.door.models import Attendance, CheckIn
from events.messages.models import Message
from events.places.models import Allocation, Resource
from events.registrations.models import CalendarFeed, Quota, Registration
from events.upkeep.models import Inspection

__all__ = [
    "Allocation",
    "Attendance",
    "CalendarFeed",
    "Certificate",
    "CheckIn",
    "Event",
    "Feedback",
    "Inspection",
    "Invitee",
    "Material",
    "Message",
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

from events.agenda.models.event import Event, EventQuerySet
from events.agenda.models.guests import Invitee
from events.agenda.models.materials import Material
from events.agenda.models.people import Speaker, Theme
from events.agenda.models.questions import Question
from events.agenda.models.seatings import Seating
from events.agenda.models.series import Series
from events.agenda.models.sessions import Session, Talk

__all__ = [
    "Event",
    "EventQuerySet",
    "Invitee",
    "Material",
    "Question",
    "Seating",
    "Series",
    "Session",
    "Speaker",
    "Talk",
    "Theme",
]

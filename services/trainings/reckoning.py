"""What a registration means for the ledger. One rule, asked when somebody registers and by the tick: seats are never guessed."""

from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from events.afterwards.models import Certificate
from events.agenda.models import Event
from events.agenda.states import CertificateRule
from events.door.models import Attendance
from events.door.states import AttendanceState as A
from events.registrations.models import Registration
from events.registrations.states import SEATED
from events.registrations.states import RegistrationState as R
from services.trainings.states import SeatState

#: A training that certifies is received with its certificate; without one after so long, it was used and not received.
PATIENCE = timedelta(days=30)


class Verdict(NamedTuple):
    """The state the ledger should be in; `is_received` is asked when the credits are used."""

    state: str
    is_received: bool = True


def verdict(registration: Registration) -> Verdict:
    if registration.state in {R.WAITLISTED, R.PENDING, R.UNCONFIRMED}:
        return Verdict(SeatState.WAITING)
    if registration.state not in SEATED:
        return Verdict(SeatState.FREED)
    event = registration.event
    if registration.state == R.OFFERED or event.ends_at is None or event.ends_at > timezone.now():
        return Verdict(SeatState.HELD)
    return _afterwards(registration, event)


def _afterwards(registration: Registration, event: Event) -> Verdict:
    """As long as nobody has noted who came, the credits stay reserved."""
    noted = list(Attendance.objects.filter(registration=registration).values_list("state", flat=True))
    if A.ATTENDED in noted:
        return _attended(registration, event)
    is_whole = len(noted) >= event.sessions.count() and A.UNKNOWN not in noted
    if not (noted and is_whole):
        return Verdict(SeatState.HELD)
    return Verdict(SeatState.FREED) if A.EXCUSED in noted else Verdict(SeatState.USED, is_received=False)


def _attended(registration: Registration, event: Event) -> Verdict:
    if event.certificate == CertificateRule.NONE:
        return Verdict(SeatState.USED)
    if Certificate.objects.standing().filter(registration=registration).exists():
        return Verdict(SeatState.USED)
    is_late = event.ends_at is not None and event.ends_at + PATIENCE <= timezone.now()
    return Verdict(SeatState.USED, is_received=False) if is_late else Verdict(SeatState.HELD)

"""People without accounts who come to events, written in bulk: for the demonstration's past and for measuring."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.afterwards.models import Feedback
from events.agenda.clock import put
from events.agenda.indexing import index
from events.agenda.models import Event, Seating, Session
from events.agenda.states import EventKind, EventState
from events.door.models import Attendance, CheckIn
from events.door.states import AttendanceState, Gate
from events.registrations.models import Registration
from events.registrations.seats import take_seat
from events.registrations.states import RegistrationState
from incubator.demo import make_people
from incubator.demo.make_events import wall

#: Of ten who registered: so many came, sent word, stayed away; and of ten who came, so many gave these ratings.
PRESENCE = [AttendanceState.ATTENDED] * 7 + [AttendanceState.EXCUSED] + [AttendanceState.ABSENT] * 2
RATINGS = [5, 5, 5, 4, 4, 4, 3, 5, 4, 2]
COMMENTS = {5: "Très utile, à refaire.", 3: "Intéressant, mais trop court.", 2: "La salle était trop petite."}


@transaction.atomic
def guests(seating: Seating, count: int, *, asked: datetime, mark: str) -> list[Registration]:
    """So many registered guests; the places are taken as one registration takes them."""
    if not take_seat(seating.pk, count):
        raise ValueError(f"{seating} has no {count} places")
    return Registration.objects.bulk_create(
        Registration(
            event_id=seating.event_id,
            seating=seating,
            name=f"Participant·e {mark}-{n} (fictif)",
            email=f"{mark}-{n}@exemple.test",
            organisation=("Coopérative", "Bureau d’études", "Université", "Banque", "Commune")[n % 5] + " (fictive)",
            state=RegistrationState.REGISTERED,
            created_at=asked + timedelta(minutes=n),
            confirmed_at=asked + timedelta(minutes=n + 3),
        )
        for n in range(1, count + 1)
    )


def presence(rows: Sequence[Registration], sessions: Sequence[Session], *, by: Any) -> None:
    """Who came, who did not, and what they said of it: the same at every loading."""
    states = [(row, PRESENCE[7 * n % 10]) for n, row in enumerate(rows)]
    came = [row for row, state in states if state == AttendanceState.ATTENDED]
    Attendance.objects.bulk_create(
        Attendance(registration=row, session=session, state=state, noted_at=session.ends_at, noted_by=by)
        for row, state in states
        for session in sessions
    )
    CheckIn.objects.bulk_create(
        CheckIn(
            registration=row,
            session=session,
            gate=Gate.CAMERA,
            at=session.starts_at,
            received_at=session.starts_at,
            by=by,
        )
        for row in came
        for session in sessions
    )
    said = [(row, RATINGS[3 * n % 10]) for n, row in enumerate(came) if n % 5 < 3]
    after = max(session.ends_at for session in sessions) + timedelta(hours=5)
    Feedback.objects.bulk_create(
        Feedback(registration=row, rating=rating, comment=COMMENTS.get(rating, ""), at=after) for row, rating in said
    )


def crowd_of_events(count: int, registrations: int, *, by: Any) -> None:
    """Events of any number, half of them over, with so many registrations among them: for measuring."""
    now, each = timezone.now(), max(1, registrations // count)
    made = Event.objects.bulk_create(_event(n, now) for n in range(count))
    sessions = Session.objects.bulk_create(_session(event) for event in made)
    ways = Seating.objects.bulk_create(Seating(event=event, capacity=each * 2, is_open=True) for event in made)
    for way, session in zip(ways, sessions, strict=True):
        rows = guests(way, each, asked=session.starts_at - timedelta(days=15), mark=session.event.slug)
        if session.ends_at < now:
            presence(rows, [session], by=by)
    Event.objects.filter(pk__in=[event.pk for event in made], ends_at__lt=now).update(state=EventState.DONE)
    Seating.objects.filter(event__in=made, event__state=EventState.DONE).update(is_open=False)


def _event(number: int, now: datetime) -> Event:
    """One every third day around today."""
    starts = now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=3 * (number - 30) + 1)
    event = Event(
        slug=f"crowd-{make_people.number()}-{number}",
        title_fr=f"Rencontre de mesure {number}",
        state=EventState.PUBLISHED,
        kind=EventKind.values[number % len(EventKind.values)],
        city=("Casablanca", "Rabat", "Tanger", "Agadir")[number % 4],
        published_at=now,
        schedule_rev=1,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
    )
    index(event)
    return event


def _session(event: Event) -> Session:
    session = Session(event=event)
    put(session, wall(event.starts_at, minutes=180), event.clock)
    return session

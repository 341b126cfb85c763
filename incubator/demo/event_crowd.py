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
            email=f"participant-{mark}-{n}@exemple.test",
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
    each = max(1, registrations // count)
    for session in listed(count):
        event = session.event
        way = Seating.objects.create(event=event, capacity=each * 2, is_open=True)
        rows = guests(way, each, asked=session.starts_at - timedelta(days=15), mark=str(event.pk))
        if event.state == EventState.DONE:
            presence(rows, [session], by=by)
            Seating.objects.filter(pk=way.pk).update(is_open=False)


@transaction.atomic
def listed(count: int, *, is_elsewhere: bool = False) -> list[Session]:
    """Public events, half of them over, three a day at most; `is_elsewhere`: as an agenda that was imported."""
    now, mark = timezone.now(), make_people.number()
    starts = [_start(now, number - count // 2) for number in range(count)]
    made = [_event(f"crowd-{mark}-{n}", n, start, now) for n, start in enumerate(starts)]
    for event in made:
        event.takes_registrations = not is_elsewhere
    Event.objects.bulk_create(made)
    return Session.objects.bulk_create(_session(event) for event in made)


def _start(now: datetime, number: int) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=8 * number + 4)


def _event(slug: str, number: int, starts: datetime, now: datetime) -> Event:
    ends = starts + timedelta(hours=3)
    event = Event(
        slug=slug,
        title_fr=f"Rencontre de mesure {number}",
        summary_fr="Une rencontre écrite en nombre, pour mesurer.",
        state=EventState.DONE if ends < now else EventState.PUBLISHED,
        kind=EventKind.values[number % len(EventKind.values)],
        city=("Casablanca", "Rabat", "Tanger", "Agadir")[number % 4],
        website="https://rencontre.exemple.test",
        published_at=now,
        schedule_rev=1,
        starts_at=starts,
        ends_at=ends,
    )
    index(event)
    return event


def _session(event: Event) -> Session:
    session = Session(event=event)
    put(session, wall(event.starts_at or timezone.now(), minutes=180), event.clock)
    return session

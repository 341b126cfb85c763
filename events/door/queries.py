"""Who comes to a session, who is in, what is not noted yet."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils import timezone

from events.agenda.models import Event, Session
from events.agenda.states import EventState, Way
from events.door.models import Attendance, CheckIn
from events.door.states import NOTED
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator.text import search_key, sort_key

#: Rows of the door: what a thumb still scrolls through.
MOST_ROWS = 50
#: So long after its end a session whose attendance nobody noted waits for staff.
LATE = timedelta(hours=2)
A_DAY = timedelta(days=1)


class Counter(NamedTuple):
    way: str
    came: int
    expected: int


def _in(session: Session) -> QuerySet[CheckIn]:
    return CheckIn.objects.valid().filter(registration=OuterRef("pk"), session=session)


def coming(session: Session) -> QuerySet[Registration]:
    """Those who are registered, and those who were let in all the same."""
    rows = Registration.objects.filter(event=session.event_id)
    return rows.filter(Q(state=RegistrationState.REGISTERED) | Q(Exists(_in(session))))


def unnoted(session: Session) -> QuerySet[Registration]:
    said = Attendance.objects.filter(registration=OuterRef("pk"), session=session, state__in=NOTED)
    return coming(session).filter(~Exists(said))


def counters(session: Session) -> list[Counter]:
    """People, not registrations: one may be for several."""
    came = Sum("seats", filter=Exists(_in(session)), default=0)
    found = coming(session).values("seating__way").annotate(expected=Sum("seats"), came=came)
    told = {row["seating__way"]: (row["came"], row["expected"]) for row in found}
    ways = [way for way in Way if way in told] or [Way.ROOM]
    return [Counter(str(way.label), *told.get(str(way), (0, 0))) for way in ways]


def keys(session: Session, words: str = "") -> list[Any]:
    """Registrations in the order of names; with words, those whose name, address or organisation holds all of them.

    Read and compared in Python: the keys that are searched are made there (architecture, 1), and a session is some thousand people.
    """
    asked = search_key(words[:100]).split()
    fields = ("pk", "person__name", "person__email", "name", "email", "organisation")
    found = []
    for pk, account, address, name, email, organisation in coming(session).values_list(*fields):
        who = account or address or name or email or ""
        key = search_key(f"{who} {address or email} {organisation}")
        if all(word in key for word in asked):
            found.append((sort_key(who), str(pk), pk))
    return [pk for _key, _text, pk in sorted(found)]


def rows(session: Session, pks: Iterable[Any]) -> list[Any]:
    """With `in_at` (when they came in) and `noted` (their attendance), in the order asked for; one query."""
    wanted = list(pks)
    said = Attendance.objects.filter(registration=OuterRef("pk"), session=session)
    found = (
        Registration.objects.filter(pk__in=wanted)
        .select_related("person", "seating", "startup")
        .annotate(in_at=Subquery(_in(session).values("at")[:1]), noted=Subquery(said.values("state")[:1]))
    )
    by_pk = {row.pk: row for row in found}
    return [by_pk[pk] for pk in wanted if pk in by_pk]


def latest(session: Session) -> QuerySet[CheckIn]:
    return CheckIn.objects.valid().filter(session=session).with_card().order_by("-at", "-pk")[:10]


def held(now: datetime | None = None) -> QuerySet[Session]:
    """Sessions of events that take or took place."""
    return Session.objects.filter(event__state__in=[EventState.PUBLISHED, EventState.DONE]).select_related(
        "event__site"
    )


def near(now: datetime) -> QuerySet[Session]:
    """Of the last two days and of the next fortnight."""
    return held().filter(ends_at__gt=now - 2 * A_DAY, starts_at__lt=now + 14 * A_DAY).order_by("starts_at", "pk")


def unmarked(now: datetime | None = None) -> QuerySet[Session]:
    """Over for two hours, and of somebody it is not noted whether she came."""
    said = Attendance.objects.filter(registration=OuterRef("pk"), session=OuterRef(OuterRef("pk")), state__in=NOTED)
    missing = Registration.objects.filter(event=OuterRef("event"), state=RegistrationState.REGISTERED)
    over = held().filter(ends_at__lt=(now or timezone.now()) - LATE)
    return over.filter(Exists(missing.filter(~Exists(said)))).order_by("ends_at", "pk")


def session_now(event: Event, sessions: list[Session], now: datetime) -> Session | None:
    """The session that a ticket opens now: of today the first that is not over, else the last of today; None on other days."""
    today = now.astimezone(event.clock).date()
    mine = [
        s
        for s in sessions
        if s.starts_at.astimezone(event.clock).date() <= today <= s.ends_at.astimezone(event.clock).date()
    ]
    return next((s for s in mine if s.ends_at > now), mine[-1] if mine else None)


def nearest(sessions: list[Session], now: datetime) -> Session | None:
    """The one that staff most likely want: running or next, else the last."""
    return next((s for s in sessions if s.ends_at > now), sessions[-1] if sessions else None)

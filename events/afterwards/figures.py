"""Figures of events as values: I08 (people at events) and I10 (satisfaction), each with its base and its coverage (domain.md 2.3)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from events.afterwards.models import Feedback
from events.agenda.models import Event
from events.agenda.states import EventState
from events.door.models import Attendance
from events.door.states import NOTED
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.moments import instant

RATINGS = (1, 2, 3, 4, 5)


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


@dataclass(frozen=True)
class Participation:
    """I08. `people` are counted once in all events; `came` of `confirmed` are registrations."""

    people: int
    came: int
    confirmed: int
    events: int
    noted: int

    @property
    def rate(self) -> float | None:
        """Attendance in per cent; None without a base."""
        return _share(self.came, self.confirmed)

    @property
    def coverage(self) -> float | None:
        """Share of the events of which all attendance is noted."""
        return _share(self.noted, self.events)


@dataclass(frozen=True)
class Satisfaction:
    """I10 of events: `counts[0]` answers gave 1, `counts[4]` gave 5; `asked` are the registrations that came."""

    mean: float | None
    counts: tuple[int, ...]
    asked: int

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def response_rate(self) -> float | None:
        return _share(self.answers, self.asked)


def of_period(first: date, last: date) -> QuerySet[Event]:
    """Events that took place and began between two days of Casablanca, both included."""
    begin, end = (instant(day, time.min, fold=0) for day in (first, last + timedelta(days=1)))
    return between(begin, end, by=timezone.now())


def between(begin: datetime, end: datetime, *, by: datetime) -> QuerySet[Event]:
    """Those that began between two instants and were over by a third."""
    return _over(by).filter(starts_at__gte=begin, starts_at__lt=end)


def held() -> QuerySet[Event]:
    return _over(timezone.now())


def _over(by: datetime) -> QuerySet[Event]:
    return Event.objects.filter(state__in=[EventState.PUBLISHED, EventState.DONE], ends_at__lte=by)


def _came() -> Exists:
    return Exists(Attendance.objects.attended().filter(registration=OuterRef("pk")))


def participation(events: QuerySet[Event]) -> Participation:
    """Places given back before the deadline are out of the base; those given back later stay in it."""
    deadline = Coalesce("event__cancel_until", "event__starts_at")
    base = Q(state=R.REGISTERED) | Q(state=R.WITHDRAWN, confirmed_at__isnull=False, ended_at__gte=deadline)
    somebody = Coalesce("person__email", NullIf(F("email"), Value("")), Cast("pk", CharField()))
    rows = Registration.objects.filter(event__in=_bare(events)).annotate(has_come=_came(), somebody=somebody)
    found = rows.aggregate(
        people=Count("somebody", distinct=True, filter=Q(has_come=True)),
        came=Count("pk", filter=Q(has_come=True)),
        confirmed=Count("pk", filter=base | Q(has_come=True)),
    )
    return Participation(**found, **_covered(events))


def _covered(events: QuerySet[Event]) -> dict[str, int]:
    """An event is covered when for each session it is noted of everybody whether she came."""
    said = Attendance.objects.filter(state__in=NOTED, registration=OuterRef("pk"), session=OuterRef("event__sessions"))
    open_rows = Registration.objects.filter(event=OuterRef("pk"), state=R.REGISTERED).filter(~Exists(said))
    marked = Case(When(Exists(open_rows), then=0), default=1)
    return (
        Event.objects.filter(pk__in=_bare(events))
        .annotate(marked=marked)
        .aggregate(events=Count("pk"), noted=Count("pk", filter=Q(marked=1)))
    )


def satisfaction(events: QuerySet[Event]) -> Satisfaction:
    rows = Feedback.objects.filter(registration__event__in=_bare(events))
    counts: Any = {f"r{n}": Count("pk", filter=Q(rating=n)) for n in RATINGS}
    found = rows.aggregate(mean=Avg("rating"), **counts)
    asked = Registration.objects.filter(event__in=_bare(events)).filter(_came()).count()
    mean = float(found["mean"]) if found["mean"] is not None else None
    return Satisfaction(mean, tuple(found[f"r{n}"] for n in RATINGS), asked)


def _bare(events: QuerySet[Event]) -> Any:
    return events.order_by().values("pk")

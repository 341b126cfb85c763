"""The board of a cohort as a value: startups × milestones, and what else tells how each is doing. Two queries, whatever its size."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    DecimalField,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from events.door.models import Attendance, CheckIn
from events.door.states import AttendanceState as A
from incubator.moments import midnight
from programs.applications.models import Message
from programs.cohorts.models import Enrolment
from programs.cohorts.states import GONE
from programs.milestones.board import Cell, Grid, Track, grid
from programs.partners.models import Cohort
from programs.statements.models import Statement
from services.bookings.models import ActionItem, Booking
from services.bookings.states import BookingState as B
from services.bookings.states import Side
from services.ledger.models import Entitlement
from services.requests.models import RequestMessage


@dataclass(frozen=True)
class Presence:
    """How often somebody came of how often it was noted: excused and not yet noted count for nothing."""

    came: int
    expected: int

    @property
    def is_poor(self) -> bool:
        return self.came * 2 < self.expected


@dataclass(frozen=True)
class Row:
    place: Enrolment
    track: Track
    late_statements: int
    late_actions: int
    credits: Decimal | None
    sessions: Presence
    events: Presence
    last_contact: datetime | None

    @property
    def cells(self) -> list[list[Cell]]:
        return self.track.cells

    @property
    def is_late(self) -> bool:
        return bool(self.track.late or self.late_statements or self.late_actions)


@dataclass(frozen=True)
class Board:
    cohort: Cohort
    grid: Grid
    rows: Sequence[Row]

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.rows)

    @property
    def progress(self) -> float:
        """Milestones that are settled, of all."""
        total = sum(row.track.total for row in self.rows)
        return sum(row.track.done for row in self.rows) / total if total else 0.0


def board(cohort: Cohort, *, state: str = "", only_late: bool = False) -> Board:
    """In the order of the alphabet. Those who left are drawn only when their state is asked for."""
    places = Enrolment.objects.filter(cohort=cohort)
    places = places.filter(state=state) if state else places.exclude(state__in=GONE)
    found: list[Any] = list(_measured(places, cohort.starts_on).select_related("startup"))
    drawn = grid(found)
    rows = [_row(place, drawn.tracks[place.pk]) for place in found]
    return Board(cohort, drawn, [row for row in rows if row.is_late or not only_late])


def _row(place: Any, track: Track) -> Row:
    sessions, events = Presence(place.met, place.meetings), Presence(place.came, place.occasions)
    late = (place.late_statements, place.late_actions)
    return Row(place, track, *late, place.credits, sessions, events, place.last_contact)


def _measured(places: QuerySet[Enrolment], since: date | None) -> Any:
    """Each measure is a subquery of its own: joined, they would count one another."""
    today = timezone.localdate()
    meetings, noted = Booking.objects.all(), Attendance.objects.all()
    if since:
        meetings = meetings.filter(starts_at__gte=midnight(since))
        noted = noted.filter(session__starts_at__gte=midnight(since))
    missed = Q(state=B.NO_SHOW, is_forgiven=False)
    actions = ActionItem.objects.open().filter(side=Side.STARTUP, due_on__lt=today)
    return places.annotate(
        late_statements=_count(Statement.objects.late(today), at="enrolment", of="pk"),
        late_actions=_count(actions),
        credits=_sum(Entitlement.objects.active().on(today)),
        met=_count(meetings.filter(state=B.ATTENDED)),
        meetings=_count(meetings.filter(missed | Q(state=B.ATTENDED))),
        came=_count(noted.filter(state=A.ATTENDED), at="registration__startup"),
        occasions=_count(noted.filter(state__in=[A.ATTENDED, A.ABSENT]), at="registration__startup"),
        last_contact=Greatest(
            _latest(Message.objects.all(), "at", at="application__startup"),
            _latest(Booking.objects.filter(state=B.ATTENDED), "starts_at"),
            _latest(CheckIn.objects.valid(), "at", at="registration__startup"),
            _latest(RequestMessage.objects.all(), "at", at="request__startup"),
        ),
    ).order_by("startup__sort_key", "pk")


def _of_row(rows: Any, amount: Any, field: Any, *, at: str, of: str) -> Subquery:
    mine = rows.filter(**{at: OuterRef(of)}).order_by().values(at).annotate(found=amount)
    return Subquery(mine.values("found"), output_field=field)


def _count(rows: Any, *, at: str = "startup", of: str = "startup") -> Coalesce:
    return Coalesce(_of_row(rows, Count("pk"), IntegerField(), at=at, of=of), 0)


def _sum(rows: Any) -> Subquery:
    """Nothing where nothing was granted."""
    return _of_row(rows, Sum("left"), DecimalField(max_digits=12, decimal_places=2), at="startup", of="startup")


def _latest(rows: Any, field: str, *, at: str = "startup") -> Subquery:
    return _of_row(rows, Max(field), DateTimeField(), at=at, of="startup")

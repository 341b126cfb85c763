"""Reads that several pages share: a startup's plan with its progress, how long it was paused."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from incubator.documents.models import Document
from incubator.journal.models import Entry
from incubator.prepared import prepared
from programs.cohorts.models import Enrolment
from programs.milestones.models import Milestone
from programs.milestones.states import AHEAD, MilestoneState
from programs.partners.holidays import ONE_DAY, ClosingDays

#: Entries of the journal by which a participation stands still, and goes on.
STOPS, GOES_ON = "pause", "resume"
#: So many are shown on the first page of a person.
NEXT = 2


@dataclass
class Plan:
    """The milestones of one participation."""

    enrolment: Enrolment
    milestones: list[Milestone] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(one.is_settled for one in self.milestones)

    @property
    def progress(self) -> float:
        return self.done / len(self.milestones) if self.milestones else 0.0

    @property
    def next(self) -> Milestone | None:
        return next((one for one in self.milestones if one.is_open), None)


def plans_of(milestones: Any) -> list[Plan]:
    """One plan for each participation, the latest first; one query."""
    found: dict[int, Plan] = {}
    for one in milestones.with_card().in_order():
        found.setdefault(one.enrolment_id, Plan(one.enrolment)).milestones.append(one)
    return sorted(found.values(), key=lambda plan: plan.enrolment.enrolled_at, reverse=True)


def next_of(user: Any) -> list[Milestone]:
    """What the person's teams have to do next."""
    return _next(person=user.pk)


@prepared
def _next(person: int) -> QuerySet[Milestone]:
    rows = Milestone.objects.of_team(person).open().exclude(enrolment__state="paused")
    return rows.with_card().in_order()[:NEXT]


def files_of(milestone: Milestone) -> list[Document]:
    return list(Document.objects.about(milestone).order_by("uploaded_at"))


def standing_on(day: date) -> str:
    """Due from two weeks before its day."""
    return MilestoneState.DUE if day - AHEAD <= timezone.localdate() else MilestoneState.PLANNED


def working_days(days: Iterable[date]) -> dict[date, date]:
    """Each day with itself, or the next on which the offices are open; one query."""
    wanted = set(days)
    if not wanted:
        return {}
    closed = ClosingDays.between(min(wanted), max(wanted) + 30 * ONE_DAY)
    return {day: _next_working(day, closed) for day in wanted}


def _next_working(day: date, closed: ClosingDays) -> date:
    while not closed.is_working(day):
        day += ONE_DAY
    return day


@dataclass
class Pauses:
    """When participations stood still, read from the journal in one query: a pause counts once it is over."""

    spans: dict[int, list[tuple[date, date]]] = field(default_factory=dict)

    @classmethod
    def of(cls, enrolments: Any) -> "Pauses":
        found, since = cls(), {}
        lines = Entry.objects.about_any(enrolments).filter(verb__in=[STOPS, GOES_ON]).order_by("at", "pk")
        for key, verb, at in lines.values_list("key", "verb", "at"):
            if verb == STOPS:
                since[key] = at
            elif key in since:
                found.spans.setdefault(int(key), []).append((_day(since.pop(key)), _day(at)))
        return found

    def days(self, milestone: Milestone) -> int:
        """Days for which the clock of this milestone stood still, since it was laid out."""
        made = _day(milestone.created_at)
        spans = self.spans.get(milestone.enrolment_id, [])
        return sum((max(end - max(begin, made), timedelta())).days for begin, end in spans)


def _day(at: datetime) -> date:
    return timezone.localdate(at)

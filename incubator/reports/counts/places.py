"""I05 and I07 by site: where startups were received. A startup counts at each site it came to."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from events.door.models import Attendance
from incubator.reports.counts import delivered as had
from incubator.reports.counts.base import NUMBER, SumOf, count, during, is_true
from incubator.reports.counts.binding import grouped, summed
from incubator.reports.counts.declared import HowManyOf
from incubator.reports.counts.members import members
from incubator.reports.figures import Figure, rounded
from incubator.reports.scope import Scope
from programs.cohorts.models import Enrolment
from programs.partners.models import Site
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.trainings.models import TrainingOffer

Cell = tuple[str, Figure]
_HERE = OuterRef("pk")


def _zero(value: Any) -> Coalesce:
    return Coalesce(value, Value(0), output_field=NUMBER)


def _meetings(scope: Scope) -> QuerySet[Booking]:
    rows = Booking.objects.order_by().filter(during(scope, "starts_at"), state=BookingState.ATTENDED)
    return rows.filter(startup__in=members(scope).values("startup"))


def _presences(scope: Scope) -> QuerySet[Attendance]:
    rows = Attendance.objects.attended().order_by().filter(during(scope, "session__starts_at"))
    return rows.filter(registration__startup__in=members(scope).values("startup"))


def _support(scope: Scope) -> tuple[QuerySet[Booking], QuerySet[Attendance]]:
    trainings = TrainingOffer.objects.values("event")
    meetings = _meetings(scope).filter(service__with_person=True)
    return meetings, _presences(scope).filter(session__event__in=trainings)


def _minutes(meetings: QuerySet[Booking], presences: QuerySet[Attendance]) -> Any:
    """A group session counts once for a startup, however many of its people came."""
    groups = presences.values("registration__startup", "session", n=F("session__minutes")).distinct()
    return _zero(SumOf(meetings.values(n=F("minutes")))) + _zero(SumOf(groups))


def _startups(meetings: QuerySet[Booking], presences: QuerySet[Attendance]) -> HowManyOf:
    return HowManyOf(meetings.values(n=F("startup")).union(presences.values(n=F("registration__startup"))))


def _at_sites(code: str, scope: Scope) -> list[Cell]:
    def rows(like: Scope) -> QuerySet[Any, Any]:
        meetings, presences = _support(like) if code == "I07" else (_meetings(like), _presences(like))
        here = meetings.filter(site=_HERE), presences.filter(session__event__site=_HERE)
        sites = Site.objects.annotate(startups=_startups(*here), minutes=_minutes(*here)).filter(startups__gt=0)
        return sites.values("startups", "minutes", site=F("pk"))

    found = grouped(("sites", code), scope, rows)
    return [(str(one["site"]), _figure(code, one["startups"], one["minutes"])) for one in found]


def _elsewhere(code: str, scope: Scope) -> list[Cell]:
    """By video, at other places, and what has no place."""
    sums = {"startups": Count("pk"), "total": Sum("minutes")}
    found = summed(("elsewhere", code), scope, lambda like: _who_came_elsewhere(code, like), sums)
    return [("", _figure(code, found["startups"], found["total"]))] if found["startups"] else []


def _who_came_elsewhere(code: str, scope: Scope) -> QuerySet[Enrolment]:
    mine = had.meetings(scope).filter(site=None), had.presences(scope).filter(session__event__site=None)
    came: Any = Exists(mine[0]) | Exists(mine[1]) | Exists(had.deliveries(scope))
    if code == "I07":
        trainings = TrainingOffer.objects.values("event")
        mine = mine[0].filter(service__with_person=True), mine[1].filter(session__event__in=trainings)
        came = Exists(mine[0]) | Exists(mine[1])
    return members(scope).annotate(came=is_true(came), minutes=_minutes(*mine)).filter(came=True)


def _figure(code: str, startups: int, minutes: Any) -> Figure:
    value = Decimal(startups) if code == "I05" else rounded(count(minutes) / 60)
    return Figure(code, value, startups, startups)


def by_site(code: str, scope: Scope) -> list[Cell]:
    return [*_at_sites(code, scope), *_elsewhere(code, scope)]


def who_came(code: str, scope: Scope, site: str) -> Q:
    """The members of a cell."""
    meetings, presences = _support(scope) if code == "I07" else (_meetings(scope), _presences(scope))
    if site:
        there = meetings.filter(site=int(site)), presences.filter(session__event__site=int(site))
    else:
        there = meetings.filter(site=None), presences.filter(session__event__site=None)
    came = Q(startup__in=there[0].values("startup")) | Q(startup__in=there[1].values("registration__startup"))
    return came | Q(Exists(had.deliveries(scope))) if code == "I05" and not site else came


PLACES = ("I05", "I07")

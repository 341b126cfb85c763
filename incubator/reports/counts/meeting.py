"""I08 and I11: people at events, and introductions that came to something."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils import timezone

from events.afterwards.figures import between
from events.door.models import Attendance
from events.door.states import NOTED
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.reports.counts.base import CountOf, Family, Found, Recipe, during, is_true, span, within
from incubator.reports.counts.binding import derived
from incubator.reports.counts.members import KEYS, members
from incubator.reports.dimensions import Split
from incubator.reports.figures import Figure, known, share
from incubator.reports.scope import Scope
from programs.cohorts.models import Enrolment
from services.introductions.models import FollowUp, Introduction
from services.introductions.states import DONE, Outcome

#: An introduction is given so long to come to something.
PATIENCE = timedelta(days=90)


def registrations(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Registration]:
    """At the events of the period. Of programmes: at their own events, and in the name of their startups at any other."""
    events = between(*span(scope), by=derived(scope.last_day, lambda _day: timezone.now()))
    rows = Registration.objects.order_by().filter(event__in=events.values("pk"))
    if not scope.programmes and scope.cohort is None:
        return rows
    theirs = within(scope, "event__")
    if scope.programmes and scope.cohort is None:
        theirs |= Q(event__programme__in=scope.programmes)
    return rows.filter(theirs | Q(startup__in=members(scope).values("startup")))


def _is_counted(scope: Scope) -> Any:
    """Confirmed, and not given back before the deadline; who came unregistered counts too."""
    deadline = Coalesce("event__cancel_until", "event__starts_at")
    late = Q(state=R.WITHDRAWN, confirmed_at__isnull=False, ended_at__gte=deadline)
    return is_true(Q(state=R.REGISTERED) | late | Q(came=True))


def _noted(states: Any) -> Exists:
    return Exists(Attendance.objects.filter(registration=OuterRef("pk"), state__in=states))


VISITORS = Family(
    registrations,
    {
        "came": lambda scope: _noted(["attended"]),
        "noted": lambda scope: _noted(NOTED),
        "counted": _is_counted,
        "somebody": lambda scope: Coalesce(
            "person__email", NullIf(F("email"), Value("")), Cast("pk", CharField()), output_field=CharField()
        ),
    },
    {
        Split.PROGRAMME: Coalesce("event__programme", "event__cohort__programme"),
        Split.COHORT: F("event__cohort"),
        Split.SITE: F("event__site"),
    },
    related=("startup", "event"),
)


def _people(found: Found) -> Figure:
    counts = [(name, found[name]) for name in ("came", "confirmed", "events")]
    parts = known(*counts, ("rate", share(found["came"], found["confirmed"])))
    return Figure("I08", Decimal(found["people"]), found["noted"], found["confirmed"], parts)


def _ripe(scope: Scope) -> Scope:
    """The days whose introductions came of age in the period: each one counts in one period, and in one only."""
    return replace(scope, first_day=scope.first_day - PATIENCE, last_day=scope.last_day - PATIENCE)


def introduced(scope: Scope, also: tuple[str, ...] = ()) -> QuerySet[Enrolment]:
    return members(_ripe(scope), also)


def made(scope: Scope) -> QuerySet[Introduction]:
    rows = Introduction.objects.order_by().filter(startup=OuterRef("startup"), state__in=DONE)
    return rows.filter(during(_ripe(scope), "made_at"))


def _told(scope: Scope) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(introduction=OuterRef("pk"), answered_at__lt=span(scope)[1])


def _won(scope: Scope) -> CountOf:
    """Closed with a contract, an order, a pilot, a partnership, an investment or a hire, as either side says."""
    signed = _told(scope).filter(outcome=Outcome.SIGNED).exclude(agreement="")
    return CountOf(made(scope).filter(Exists(signed)).values("pk"))


INTRODUCED = Family(
    introduced,
    {
        "made": lambda scope: CountOf(made(scope).values("pk")),
        "won": _won,
        "answered": lambda scope: CountOf(made(scope).filter(Exists(_told(scope))).values("pk")),
    },
    KEYS,
)


def _successes(found: Found) -> Figure:
    counts = [(name, found[name] or 0) for name in ("made", "won", "answered")]
    return Figure("I11", share(found["won"] or 0, found["made"]), found["startups"], found["startups"], known(*counts))


RECIPES = (
    Recipe(
        "I08",
        VISITORS,
        ("came", "noted", "counted", "somebody"),
        {
            "people": Count("somebody", filter=Q(came=True), distinct=True),
            "came": Count("pk", filter=Q(came=True)),
            "confirmed": Count("pk", filter=Q(counted=True)),
            "noted": Count("pk", filter=Q(counted=True, noted=True)),
            "events": Count("event", distinct=True),
        },
        _people,
        counted=Q(came=True),
    ),
    Recipe(
        "I11",
        INTRODUCED,
        ("made", "won", "answered"),
        {
            **{name: Sum(name) for name in ("made", "won", "answered")},
            "startups": Count("pk", filter=Q(made__gt=0)),
        },
        _successes,
        counted=Q(made__gt=0),
    ),
)

"""Rooms that a session wants and cannot have: taken by something else, or out of order."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone

from events.agenda.models import Event, Session
from events.agenda.states import EventState
from events.places.models import Allocation
from events.places.states import ResourceState

MINUTE = Value(timedelta(minutes=1))
Use: Any = Session.resources.through
SESSION = Session._meta.label_lower


def clashing(now: datetime | None = None) -> QuerySet[Any]:
    """Rows (session, resource) of what is still to come that cannot stand as they are; one query."""
    coming = Use.objects.filter(
        session__event__state__in=[EventState.DRAFT, EventState.PUBLISHED], session__ends_at__gt=now or timezone.now()
    )
    wanted = coming.annotate(
        wants_from=_moment(F("session__starts_at") - F("resource__set_up") * MINUTE),
        wants_to=_moment(F("session__ends_at") + F("resource__clean_up") * MINUTE),
        key=Cast("session_id", CharField()),
    )
    return wanted.filter(~Q(resource__state=ResourceState.AVAILABLE) | Exists(_others()))


def _moment(expression: Any) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=DateTimeField())


def _others() -> QuerySet[Allocation]:
    same_time = Allocation.objects.live().filter(
        resource=OuterRef("resource"), blocked_from__lt=OuterRef("wants_to"), blocked_to__gt=OuterRef("wants_from")
    )
    return same_time.exclude(kind_of_thing=SESSION, key_of_thing=OuterRef("key"))


def clashes_of(sessions: Iterable[Session]) -> list[Any]:
    rows = clashing().filter(session__in=[session.pk for session in sessions])
    return list(rows.select_related("session", "resource").order_by("session__starts_at", "resource"))


def in_conflict(now: datetime | None = None) -> QuerySet[Event]:
    return Event.objects.filter(sessions__in=clashing(now).values("session_id")).distinct()

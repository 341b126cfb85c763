"""What a startup was given: meetings that took place, trainings and events attended, requests delivered, credits used.

Every function is of the row's startup (`OuterRef("startup")`) within the days of a scope.
"""

from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from events.afterwards.models import Feedback
from events.agenda.models import Session
from events.door.models import Attendance
from incubator.reports.counts.base import NUMBER, CountOf, SumOf, during, is_true, span
from incubator.reports.scope import Scope
from services.bookings.models import Booking
from services.bookings.states import BookingState
from services.ledger.models import Entitlement, Entry
from services.ledger.states import Verb
from services.requests.models import RequestDelivery
from services.trainings.models import TrainingOffer

MINE = OuterRef("startup")


def meetings(scope: Scope) -> QuerySet[Booking]:
    return Booking.objects.order_by().filter(during(scope, "starts_at"), startup=MINE, state=BookingState.ATTENDED)


def presences(scope: Scope) -> QuerySet[Attendance]:
    rows = Attendance.objects.attended().order_by()
    return rows.filter(during(scope, "session__starts_at"), registration__startup=MINE)


def deliveries(scope: Scope) -> QuerySet[RequestDelivery]:
    """Handed over and not sent back."""
    rows = RequestDelivery.objects.order_by().filter(request__startup=MINE, returned_at=None)
    return rows.filter(during(scope, "delivered_at"))


def uses(scope: Scope) -> QuerySet[Entry]:
    """Credits that were used, and had: a meeting nobody came to is not among them."""
    rows = Entry.objects.consumed().order_by().filter(entitlement__startup=MINE, is_received=True)
    return rows.filter(during(scope, "at"))


def is_served(scope: Scope) -> Any:
    return is_true(Exists(meetings(scope)) | Exists(presences(scope)) | Exists(deliveries(scope)) | Exists(uses(scope)))


def minutes(scope: Scope, kind: str) -> Any:
    """Of meetings in which somebody received the startup: a desk or a machine alone is not support."""
    return SumOf(meetings(scope).filter(service__with_person=True, service__kind=kind).values(n=F("minutes")))


def group_minutes(scope: Scope) -> Any:
    """Sessions of trainings: each counts once for a startup, however many of its people came."""
    came = Attendance.objects.attended().filter(registration__startup=OuterRef(MINE)).values("session")
    trainings = TrainingOffer.objects.values("event")
    rows = Session.objects.order_by().filter(during(scope, "starts_at"), pk__in=came, event__in=trainings)
    return SumOf(rows.values(n=F("minutes")))


def delivered(scope: Scope, kind: str) -> Any:
    """Requests of a kind that were handed over."""
    return CountOf(deliveries(scope).filter(request__service__kind=kind).values("request"))


def _running(scope: Scope) -> QuerySet[Entitlement]:
    rows = Entitlement.objects.order_by().filter(startup=OuterRef(MINE))
    return rows.filter(starts_on__lte=scope.last_day, ends_on__gte=scope.first_day)


def allowed(scope: Scope) -> Any:
    """Credits of the entitlements that ran in the period, as granted and corrected by its end."""
    rows = Entry.objects.order_by().filter(entitlement__in=_running(scope).values("pk"), at__lt=span(scope)[1])
    given = Q(verb=Verb.GRANT) | Q(verb=Verb.ADJUST, key_of_thing="")
    return SumOf(rows.filter(given).values(n=F("amount")))


def received(scope: Scope) -> Any:
    """What of them was used and had by the end of the period, less what was given back."""
    rows = Entry.objects.order_by().filter(entitlement__in=_running(scope).values("pk"), at__lt=span(scope)[1])
    used = Q(verb=Verb.CONSUME, is_received=True)
    was_had = Entry.objects.consumed().filter(is_received=True, entitlement=OuterRef("entitlement"))
    same = was_had.filter(kind_of_thing=OuterRef("kind_of_thing"), key_of_thing=OuterRef("key_of_thing"))
    back = Q(verb=Verb.ADJUST) & ~Q(key_of_thing="") & Exists(same)
    less = Coalesce("closes__amount", "amount", output_field=DecimalField(max_digits=9, decimal_places=2))
    return SumOf(rows.filter(used | back).values(n=-less), output_field=NUMBER)


def ratings(scope: Scope) -> QuerySet[Booking]:
    return meetings(scope).filter(rating__isnull=False)


def opinions(scope: Scope) -> QuerySet[Feedback]:
    """Of trainings, by people of the startup."""
    rows = Feedback.objects.order_by().filter(registration__startup=MINE)
    trainings = TrainingOffer.objects.values("event")
    return rows.filter(during(scope, "registration__event__starts_at"), registration__event__in=trainings)


def asked_of_trainings(scope: Scope) -> Any:
    """Registrations that came to a training: each may be asked once how it was."""
    rows = presences(scope).filter(session__event__in=TrainingOffer.objects.values("event"))
    return CountOf(rows.values("registration").distinct())

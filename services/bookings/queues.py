"""Work queues of the bookings at the desk: to approve, unmarked, no-shows, startups that left."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from incubator.desk import Queue, add_queue
from programs.cohorts.models import Enrolment
from programs.cohorts.states import GONE
from services.bookings.models import AccountInspection, Booking
from services.bookings.models.booking import BookingQuerySet
from services.bookings.queries import ABSENCES_SINCE, MOST_ABSENCES
from services.bookings.states import BookingState

LIST = "admin:services_booking_changelist"


def pending(now: datetime) -> BookingQuerySet:
    return Booking.objects.filter(state=BookingState.PENDING)


def unmarked(now: datetime) -> BookingQuerySet:
    return Booking.objects.unmarked(now=now)


def missed_often(now: datetime) -> BookingQuerySet:
    """Absences not forgiven of startups with two of them in sixty days."""
    since = now - ABSENCES_SINCE
    rows = Booking.objects.filter(state=BookingState.NO_SHOW, is_forgiven=False, starts_at__gte=since)
    often = rows.order_by().values("startup").annotate(times=Count("pk")).filter(times__gte=MOST_ABSENCES)
    return rows.filter(startup__in=often.values("startup"))


def of_gone(now: datetime) -> BookingQuerySet:
    """Meetings to come of startups that took part in a cohort and take part in none any more."""
    mine = Enrolment.objects.filter(startup=OuterRef("startup"))
    left = Exists(mine.filter(state__in=GONE)) & ~Exists(mine.exclude(state__in=GONE))
    return Booking.objects.coming(now=now).filter(left)


#: key → (what the queue holds, its rows, its place on the home, is it urgent)
QUEUES: dict[str, tuple[Any, Any, int, bool]] = {
    "pending": (_("Bookings to approve"), pending, 35, True),
    "unmarked": (_("Meetings: attendance not noted"), unmarked, 60, False),
    "missed": (_("Two absences in sixty days"), missed_often, 65, False),
    "gone": (_("Meetings of startups that left"), of_gone, 66, False),
}


def _queue(key: str, label: Any, rows: Any, *, position: int, is_urgent: bool) -> Queue:
    return Queue(
        f"services.bookings.{key}",
        label,
        lambda user, now: rows(now),
        lambda user: f"{reverse(LIST)}?queue={key}",
        position=position,
        is_urgent=is_urgent,
    )


def _drift(user: Any, now: datetime) -> int:
    latest = AccountInspection.objects.values_list("findings", flat=True).first()
    return len(latest or [])


def register() -> None:
    for key, (label, rows, position, is_urgent) in QUEUES.items():
        add_queue(_queue(key, label, rows, position=position, is_urgent=is_urgent))
    url = "admin:services_accountinspection_changelist"
    label = _("Accounts and meetings that do not agree")
    add_queue(Queue("services.drift", label, _drift, lambda user: reverse(url), position=91, is_urgent=True))

"""Reads that pages and actions share."""

from datetime import datetime, timedelta

from django.utils import timezone

from services.bookings.models import Booking
from services.bookings.states import LIVE, BookingState
from services.calendar.free import Free, free_times
from services.calendar.wanted import Wanted
from services.catalogue.models import Service
from startups.models import Startup

#: After so many absences in so many days, staff look at the next booking (product.md J3).
MOST_ABSENCES, ABSENCES_SINCE = 2, timedelta(days=60)
#: How many other times are offered when one is gone.
OTHERS = 3


def absences(startup: Startup, *, now: datetime | None = None) -> int:
    """Meetings nobody came to, lately, that were not forgiven."""
    since = (now or timezone.now()) - ABSENCES_SINCE
    rows = Booking.objects.filter(startup=startup, state=BookingState.NO_SHOW, is_forgiven=False)
    return rows.filter(starts_at__gte=since).count()


def is_watched(startup: Startup) -> bool:
    return absences(startup) >= MOST_ABSENCES


def meeting_at(startup: Startup, starts_at: datetime, ends_at: datetime, *, but: Booking | None = None) -> bool:
    """Has the startup another meeting then?"""
    rows = Booking.objects.filter(startup=startup, state__in=LIVE, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return (rows.exclude(pk=but.pk) if but else rows).exists()


def same_week(startup: Startup, service: Service, starts_at: datetime) -> Booking | None:
    """The same service in the same week: told as a warning, not refused."""
    day = timezone.localtime(starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    monday = day - timedelta(days=day.weekday())
    rows = Booking.objects.live().exclude(state=BookingState.HELD).filter(startup=startup, service=service)
    return rows.filter(starts_at__range=(monday, monday + timedelta(days=7))).first()


def next_times(wanted: Wanted, *, count: int = OTHERS) -> list[Free]:
    """The next times that can be had, one per instant."""
    found: dict[datetime, Free] = {}
    for free in free_times(wanted):
        found.setdefault(free.starts_at, free)
        if len(found) == count:
            break
    return list(found.values())

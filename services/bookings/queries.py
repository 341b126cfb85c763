"""Reads that pages and actions share."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from incubator.prepared import prepared
from programs.partners.holidays import Closings
from services.bookings.models import Booking
from services.bookings.states import LIVE, BookingState
from services.calendar.free import Free, free_times
from services.calendar.intervals import minute
from services.calendar.models import Hours
from services.calendar.wanted import Wanted
from services.calendar.windows import windows
from services.catalogue.models import Service
from services.catalogue.states import Place
from services.ledger.models import Entitlement
from services.ledger.queries import Balance, by_kind, with_sums
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


def ways(booking: Booking) -> list[str]:
    """How the meeting may be at its time, by the hours of whoever receives: on the spot, by video, or both."""
    if booking.provider is None:
        return [booking.place]
    offered = set(booking.service.places) or set(Place.values)
    day = timezone.localtime(booking.starts_at, booking.provider.tz).date()
    rows = Hours.objects.of([booking.provider], []).between(day, day)
    span = (minute(booking.starts_at), minute(booking.ends_at))
    laid = windows(rows, day, day, zone=booking.provider.tz, closed=Closings.between(day, day))
    around = [one for one in laid if one.span[0] <= span[0] and span[1] <= one.span[1]]
    is_open = {booking.place, *(Place.VIDEO for one in around if one.by_video)}
    return [place for place in Place.values if place in is_open & offered or place == booking.place]


def next_times(wanted: Wanted, *, after: datetime | None = None, count: int = OTHERS) -> list[Free]:
    """The next times that can be had, one per instant; `after`: not before this one."""
    found: dict[datetime, Free] = {}
    for free in free_times(wanted):
        if after and free.starts_at < after:
            continue
        found.setdefault(free.starts_at, free)
        if len(found) == count:
            break
    return list(found.values())


def accounts(user: Any) -> list[tuple[Startup, list[Balance]]]:
    """What the startups of a person may use, by kind; one query."""
    found: dict[Startup, list[Entitlement]] = {}
    for row in _entitlements(user.pk):
        found.setdefault(row.startup, []).append(row)
    return [(startup, by_kind(rows)) for startup, rows in sorted(found.items(), key=lambda one: one[0].sort_key)]


@prepared
def _entitlements(person: int) -> QuerySet[Entitlement]:
    return with_sums(Entitlement.objects.filter(startup__in=Startup.objects.of(person))).with_card()


def with_spans(rows: Any, *, startup: str, since: datetime, until: datetime) -> Any:
    """`spans`: when the startup of each row meets somebody, whatever the service. What is only kept leaves its time to another choice."""
    met = Booking.objects.live().exclude(state=BookingState.HELD).order_by()
    met = met.filter(startup=OuterRef(startup), starts_at__lt=until, ends_at__gt=since)
    return rows.annotate(spans=ArraySubquery(met.values(told=JSONObject(pk="pk", starts="starts_at", ends="ends_at"))))


class Meeting(NamedTuple):
    """What a list on another page says of a meeting to come."""

    url: str
    starts_at: datetime
    service: str
    startup: str


def with_meetings(seats: Any, now: datetime) -> Any:
    """The next meetings of each startup come with its seat, in the same query: for the first page of a person."""
    language = (get_language() or "fr")[:2]
    name = Coalesce(NullIf(f"service__name_{language}", Value("")), "service__name_fr")
    told = JSONObject(pk="pk", starts_at="starts_at", service=name)
    rows = Booking.objects.coming(now=now).filter(startup=OuterRef("startup"))
    return seats.annotate(meetings=ArraySubquery(rows.values(told=told)[:OTHERS]))


def meetings_of(seats: Iterable[Any]) -> list[Meeting]:
    found = [(seat.startup.name, told) for seat in seats for told in seat.meetings]
    made = [
        Meeting(
            reverse("services:booking_detail", args=[told["pk"]]),
            datetime.fromisoformat(told["starts_at"]),
            told["service"],
            startup,
        )
        for startup, told in found
    ]
    return sorted(made, key=lambda one: one.starts_at)

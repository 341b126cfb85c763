"""Reminders that are due now, found in live rows: moving or cancelling needs no clean-up (booking.md 2.4).

Two days and two hours before, to both sides, out of the quiet hours of whoever reads; an hour before, whoever receives and staff
are told that the video room is missing. The key carries the revision of the time, so a moved meeting is told anew; what is confirmed
or moved after a reminder was due has just been told. While a startup is asked what becomes of a meeting nobody is reminded of it.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from incubator.accounts.models import User
from incubator.outbox.kinds import kinds
from incubator.outbox.post import post_all
from incubator.outbox.quiet import calm
from services.bookings.models import Booking
from services.bookings.notices import UNIT, startup_side
from services.catalogue.states import Place

DAYS_BEFORE, HOURS_BEFORE, LINK_BEFORE = timedelta(hours=48), timedelta(hours=2), timedelta(hours=1)
#: Quiet hours move a reminder by half a day at most.
SOON = DAYS_BEFORE + timedelta(hours=13)


def plan_reminders() -> None:
    now = timezone.now()
    coming = Booking.objects.confirmed().filter(is_in_question=False, starts_at__gt=now, starts_at__lte=now + SOON)
    rows = coming.select_related("startup", "provider__person", "asked_by").prefetch_related(
        "participants", "startup__memberships"
    )
    post_all(letter for row in rows for letter in _due(row, now))


def _due(booking: Booking, now: datetime) -> Iterator[dict[str, Any]]:
    for person in startup_side(booking):
        yield from _of_person(booking, person, None, now)
    if booking.provider:
        yield from _of_person(booking, booking.provider.person, booking.provider.tz, now)


def _of_person(booking: Booking, person: Any, zone: Any, now: datetime) -> Iterator[dict[str, Any]]:
    starts, told = booking.starts_at, booking.confirmed_at or booking.created_at
    days, hours = calm(starts - DAYS_BEFORE, zone), calm(starts - HOURS_BEFORE, zone)
    if told < days <= now < hours:
        yield _letter(booking, person, "48", not_after=hours)
    if told < hours <= now:
        yield _letter(booking, person, "2", not_after=starts)


def _letter(booking: Booking, person: Any, offset: str, *, not_after: datetime) -> dict[str, Any]:
    once = f"reminder{offset}:{booking.pk}:{person.pk}:s{booking.schedule_rev}"
    params = {"rev": booking.schedule_rev}
    sides = {"once": once, "about": booking, "params": params, "not_after": not_after}
    return {"kind": f"{UNIT}.booking_reminder", "to": person, **sides}


def plan_link_alerts() -> None:
    """An hour before a meeting by video that has no room yet."""
    now = timezone.now()
    none = Q(video_url="") & Q(provider__video_url="")
    rows = Booking.objects.confirmed().filter(
        none, place=Place.VIDEO, starts_at__gt=now, starts_at__lte=now + LINK_BEFORE
    )
    found = list(rows.select_related("provider__person"))
    staff = list(User.objects.staff()) if found else []
    post_all(_alert(row, person) for row in found if row.provider for person in {row.provider.person, *staff})


def _alert(booking: Booking, person: Any) -> dict[str, Any]:
    once = f"video_link_missing:{booking.pk}:{person.pk}:s{booking.schedule_rev}"
    params = {"rev": booking.schedule_rev}
    sides = {"once": once, "about": booking, "params": params, "not_after": booking.starts_at}
    return {"kind": f"{UNIT}.video_link_missing", "to": person, **sides}


def register() -> None:
    kinds.plan_with("services.bookings.reminders", plan_reminders)
    kinds.plan_with("services.bookings.video_links", plan_link_alerts)

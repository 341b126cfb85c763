"""Makers of coaches, hours, fittings and bookings; a booking reaches its state by walking the actions."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from incubator.accounts.models import User
from incubator.demo.make_events import site
from incubator.demo.make_people import person, staff
from incubator.demo.make_services import entitlement, service
from incubator.demo.make_startups import owner_of, startup
from incubator.moments import instant
from services.bookings import actions as bookings
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.calendar.free import free_times
from services.calendar.models import Fitting, Hours, Provider
from services.calendar.states import ProviderState
from services.calendar.wanted import NOBODY, Free, Wanted
from services.catalogue.models import Service
from startups.models import Startup

WEEK = range(7)


def provider(*, of: Service | None = None, who: User | None = None, hours: bool = True, **fields: Any) -> Provider:
    """Receives on every day of the week from nine to five, on site and by video; gives `of`."""
    here = fields.pop("at", None) or site()
    called = fields.pop("name", "Coach Cèdre (fictif)")
    values = {"state": ProviderState.ACTIVE, "languages": ["fr", "ar"], **fields}
    made = Provider.objects.create(person=who or person(name=called), **values)
    made.sites.add(here)
    if of is not None:
        made.services.add(of)
    if hours:
        weekly(made, at=here)
    return made


def weekly(made: Provider, *, at: Any = None, starts: time = time(9), ends: time = time(17)) -> list[Hours]:
    rows = [Hours(provider=made, weekday=day, starts=starts, ends=ends, site=at) for day in WEEK]
    return Hours.objects.bulk_create(rows)


def fitting(of: Service, resource: Any, **fields: Any) -> Fitting:
    return Fitting.objects.create(service=of, resource=resource, **fields)


def free(of: Service, *, ahead: int = 3, **asked: Any) -> list[Free]:
    """Times that can be had from so many days ahead on."""
    return free_times(Wanted(of, timezone.localdate() + timedelta(days=ahead), **asked))


def choice(found: Free) -> bookings.Choice:
    return bookings.Choice(found.starts_at, found.provider_id or NOBODY, found.places[0])


def booking(
    *, state: str = B.CONFIRMED, of: Startup | None = None, by: User | None = None, at: Free | None = None, **more: Any
) -> Booking:
    """Of a service somebody gives and the startup has credits for, in three days; states of the past are dated back."""
    offered = more.pop("service", None) or service()
    if offered.with_person and not Provider.objects.giving(offered).exists():
        provider(of=offered)
    mine = of or startup()
    if more.pop("credits", True):
        entitlement(of=mine, amount=10, kind=offered.kind, starts_on=timezone.localdate() - timedelta(days=90))
    who = by or owner_of(mine)
    made = bookings.hold(mine.pk, offered.pk, choice(at or free(offered)[0]), by=who)
    if state != B.HELD:
        bookings.confirm(made.pk, bookings.Details(goal=more.pop("goal", "Fixer le prix de vente.")), by=who)
    for verb, told in PATH.get(B(state), []):
        if verb in {"attend", "miss"}:
            dated_back(made)
        getattr(bookings, verb)(made.pk, by=staff(), **told)
    made.refresh_from_db()
    return made


PATH: dict[B, list[tuple[str, dict[str, str]]]] = {
    B.ATTENDED: [("attend", {})],
    B.NO_SHOW: [("miss", {})],
    B.BY_STARTUP: [("cancel", {})],
    B.BY_PROGRAMME: [("call_off", {"reason": "Coach absent"})],
    B.REJECTED: [("reject", {"reason": "Complet"})],
}


def dated_back(made: Booking, *, hours: int = 3) -> Booking:
    """As if it had begun so many hours ago: what a test cannot wait for."""
    begins = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=hours)
    ends = begins + timedelta(minutes=made.minutes)
    local = timezone.localtime(begins)
    when: dict[str, Any] = {"starts_at": begins, "ends_at": ends, "day": local.date(), "hour": local.time()}
    Booking.objects.filter(pk=made.pk).update(**when)
    made.refresh_from_db()
    return made


def at_hour(days: int, hour: int, minute: int = 0) -> datetime:
    return instant(timezone.localdate() + timedelta(days=days), time(hour, minute))

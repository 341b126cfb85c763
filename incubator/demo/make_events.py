"""Makers of sites, rooms, events and registrations; every state is reached through the actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from events.agenda import actions as agenda
from events.agenda.clock import WallTime, spread
from events.agenda.indexing import index
from events.agenda.models import Event, Seating, Session
from events.agenda.states import WAYS, EventState, Mode
from events.places.models import Resource
from events.registrations import actions as registrations
from events.registrations.actions.registering import Registrant, Wish
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.accounts.models import User
from incubator.demo.make_people import number, person, staff
from incubator.words import LANGUAGES
from programs.partners.models import Site

DAY = timedelta(days=1)


def site(*, city: str = "Casablanca", **fields: Any) -> Site:
    n = number()
    values = {"code": f"site-{n}", "name_fr": f"Technopark {city}", "region": "MA-06", **fields}
    return Site.objects.create(city=city, **values)


def resource(*, of: Site | None = None, **fields: Any) -> Resource:
    n = number()
    values = {"code": f"salle-{n}", "name_fr": f"Salle {n}", "capacity": 40, **fields}
    return Resource.objects.create(site=of or site(), **values)


def wall(moment: datetime, *, minutes: int = 120) -> WallTime:
    """What the clock of Casablanca shows at this instant, to the minute."""
    local = timezone.localtime(moment)
    return WallTime(local.date(), local.time().replace(second=0, microsecond=0, tzinfo=None), minutes)


def event(
    *,
    state: str = EventState.PUBLISHED,
    capacity: int | Mapping[str, int | None] | None = 20,
    starts: datetime | None = None,
    dates: int = 1,
    rooms: Any = (),
    **fields: Any,
) -> Event:
    """An event of `dates` sessions a day apart, from `starts` (in ten days); one that is over was published before it began."""
    n, begins = number(), starts or timezone.now() + 10 * DAY
    label = fields.pop("title", f"Atelier {n}")
    values = {"slug": f"event-{n}", **{f"title_{code}": label for code in LANGUAGES}, **fields}
    made = agenda.keep(Event(**values))
    ways = WAYS[Mode(made.mode)]
    agenda.settle_seatings(made.pk, capacity if isinstance(capacity, Mapping) else dict.fromkeys(ways, capacity))
    late = begins <= timezone.now()
    for position in range(dates):
        when = (timezone.now() + (40 + position) * DAY) if late else begins + position * DAY
        agenda.add_session(made.pk, wall(when), resources=rooms)
    if state != EventState.DRAFT:
        agenda.publish(made.pk, by=staff())
    if late:
        past(made, begins=begins)
    if state == EventState.DONE:
        agenda.close(made.pk, by=staff())
    if state == EventState.CANCELLED:
        registrations.cancel_event(made.pk, by=staff(), reason="Salle fermée.")
    made.refresh_from_db()
    return made


def past(made: Event, *, begins: datetime) -> Event:
    """Time went by: the sessions of a published event began then."""
    made.refresh_from_db()
    for position, session in enumerate(made.sessions.all()):
        when = wall(begins + position * DAY)
        length = session.ends_at - session.starts_at
        Session.objects.filter(pk=session.pk).update(
            day=when.day, hour=when.hour, starts_at=begins + position * DAY, ends_at=begins + position * DAY + length
        )
    spread(made)
    index(made)
    made.save()
    return made


def seating(of: Event, way: str = "") -> Seating:
    return of.seatings.get(way=way) if way else of.seatings.order_by("pk")[0]


def registration(
    *, of: Event | None = None, who: User | None = None, state: str = R.REGISTERED, guest: str = "", **wish: Any
) -> Registration:
    """`guest` is the address of somebody without an account. An offered or waiting one needs an event that is full."""
    about = of or event()
    known = Registrant(name="Invitée", email=guest) if guest else Registrant(person=who or person())
    asked = Wish(**{"way": about.seatings.order_by("pk")[0].way, **wish})
    made = registrations.register(about.pk, known, asked, by=known.person)
    if guest and state != R.UNCONFIRMED:
        made = registrations.confirm_address(made.pk)
    if state == R.WITHDRAWN:
        made = registrations.withdraw(made.pk, by=known.person)
    if state == R.REJECTED:
        made = registrations.reject(made.pk, by=staff(), reason="Complet.")
    made.refresh_from_db()
    return made

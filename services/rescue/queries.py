"""What an absence hits, and who could stand in: a fixed number of queries, however many meetings and people there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count
from django.db.models.functions import Cast
from django.utils import timezone

from events.places.models import Allocation, Resource
from events.places.states import ResourceState
from programs.partners.holidays import Closings
from programs.partners.models import Site
from services.bookings.models import Booking
from services.bookings.models.booking import BookingQuerySet
from services.bookings.states import COMING, BookingState
from services.calendar.intervals import is_free, minute
from services.calendar.models import Hours, Provider
from services.calendar.taken import Taken, taken
from services.calendar.windows import windows
from services.catalogue.states import Place
from services.rescue.models import RescueAnswer, RescueAnswerQuerySet
from services.rescue.ranking import Candidate, ranked
from services.rescue.states import AnswerState

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Away:
    """Who or what is missing, or where it is closed, from when to when."""

    starts_at: datetime
    ends_at: datetime
    provider: Provider | None = None
    resource: Resource | None = None
    reason: str = ""
    site: Site | None = None
    is_everywhere: bool = False


def _within(away: Away) -> BookingQuerySet:
    rows = Booking.objects.filter(ends_at__gt=timezone.now())
    at_that_time = rows.filter(starts_at__lt=away.ends_at, ends_at__gt=away.starts_at)
    if away.is_everywhere:
        return at_that_time
    if away.site is not None:
        return at_that_time.filter(site=away.site)
    if away.provider is not None:
        return at_that_time.filter(provider=away.provider)
    uses = Allocation.objects.live().filter(resource=away.resource, kind_of_thing=Booking._meta.label_lower)
    keys = uses.filter(blocked_from__lt=away.ends_at, blocked_to__gt=away.starts_at).values_list("key_of_thing")
    return rows.filter(pk__in=[UUID(key) for (key,) in keys])


def hits(away: Away) -> BookingQuerySet:
    """Meetings that stand or wait for approval in that time, the next first."""
    return _within(away).filter(state__in=COMING).order_by("starts_at", "pk")


def kept(away: Away) -> BookingQuerySet:
    """Times that somebody is just choosing: they go without a word, as when ten minutes are over."""
    return _within(away).filter(state=BookingState.HELD)


def proposed_with(away: Away) -> RescueAnswerQuerySet:
    """Proposals that keep the time of whoever is away now herself."""
    rows = RescueAnswer.objects.open()
    return rows.held_by(away.provider, away.starts_at, away.ends_at) if away.provider else rows.none()


def in_broken_places(now: datetime | None = None) -> BookingQuerySet:
    """Meetings to come in a room or on a machine that cannot be used, and about which nobody has said yet that they stay."""
    now = now or timezone.now()
    uses = Allocation.objects.live().filter(kind_of_thing=Booking._meta.label_lower, blocked_to__gt=now)
    keys = uses.exclude(resource__state=ResourceState.AVAILABLE).values("key_of_thing")
    rows = Booking.objects.coming(now=now).annotate(key=Cast("pk", CharField())).filter(key__in=keys)
    return rows.exclude(pk__in=RescueAnswer.objects.filter(state=AnswerState.KEPT).values("booking"))


@dataclass
class Others:
    """Everybody who gives one of the services, with hours and what is taken, read once for all meetings."""

    people: dict[int, list[Provider]] = field(default_factory=lambda: defaultdict(list))
    hours: dict[int, list[Hours]] = field(default_factory=lambda: defaultdict(list))
    met: dict[tuple[int, int], int] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)
    closed: Any = None

    @classmethod
    def for_(cls, bookings: Sequence[Booking]) -> "Others":
        found = cls()
        first = min(one.day for one in bookings) - A_DAY
        last = max(one.day for one in bookings) + A_DAY
        services = {one.service_id for one in bookings}
        people = list(Provider.objects.receiving().filter(services__in=services).select_related("person").distinct())
        links = Provider.services.through.objects.filter(service__in=services).values_list("provider_id", "service_id")
        known = {one.pk: one for one in people}
        for pk, service in sorted(links):
            if pk in known:
                found.people[service].append(known[pk])
        for row in Hours.objects.of(people, []).between(first, last):
            found.hours[row.provider_id or 0].append(row)
        found.taken = taken(people, [], first, last)
        found.closed = Closings.between(first, last)
        found.met = _met(bookings)
        return found

    def candidates(self, booking: Booking) -> list[Candidate]:
        judged = (self._judged(booking, one) for one in self.people[booking.service_id])
        return [one for one in judged if one is not None]

    def _judged(self, booking: Booking, one: Provider) -> Candidate | None:
        span = (minute(booking.starts_at), minute(booking.ends_at))
        month = booking.day.replace(day=1)
        is_full = month in self.taken.full_months(one, booking.minutes)
        if one.pk == booking.provider_id or is_full or not is_free(span, self.taken.people[one.pk]):
            return None
        place = self._place(booking, one, span)
        if not place:
            return None
        language = booking.asked_by.language if booking.asked_by else ""
        return Candidate(
            one.pk,
            str(one),
            place,
            speaks=language in one.languages,
            same_way=place == booking.place,
            met=self.met.get((one.pk, booking.startup_id), 0),
            minutes=self.taken.minutes.get((one.pk, month), 0),
        )

    def _place(self, booking: Booking, one: Provider, span: tuple[int, int]) -> str:
        """As agreed if that can be, else by video where the service allows it; empty: not at all."""
        first, last = booking.day - A_DAY, booking.day + A_DAY
        laid = windows(self.hours[one.pk], first, last, zone=one.tz, closed=self.closed)
        around = [window for window in laid if window.span[0] <= span[0] and span[1] <= window.span[1]]
        if booking.place == Place.ON_SITE and any(window.site_id == booking.site_id for window in around):
            return Place.ON_SITE
        offers_video = Place.VIDEO in (booking.service.places or Place.values)
        return Place.VIDEO if offers_video and any(window.by_video for window in around) else ""


def _met(bookings: Sequence[Booking]) -> dict[tuple[int, int], int]:
    came = Booking.objects.filter(startup__in={one.startup_id for one in bookings}, state=BookingState.ATTENDED)
    rows = came.exclude(provider=None).order_by().values_list("provider_id", "startup_id").annotate(times=Count("pk"))
    return {(provider, startup): times for provider, startup, times in rows}


def substitutes(bookings: Sequence[Booking], *, but: Sequence[int] = ()) -> dict[UUID, list[Candidate]]:
    """By meeting, the best first. `but`: who was tried before."""
    if not bookings:
        return {}
    others = Others.for_(bookings)
    return {one.pk: ranked(others.candidates(one), but=but) for one in bookings}

"""The page of times: who looks for what, and the free times of two weeks, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.places.states import ResourceKind
from services.bookings.actions import Choice
from services.bookings.forms import Pick, TimesForm
from services.bookings.models import Booking
from services.bookings.queries import OTHERS, with_spans
from services.bookings.standing import Machine, Standing
from services.bookings.wording import own_hour
from services.calendar.free import free_times, people_for
from services.calendar.machines import Machines
from services.calendar.models import Provider
from services.calendar.wanted import NOBODY, Free, Wanted
from services.catalogue.models import Service
from services.catalogue.states import Place
from startups.models import Startup
from startups.queries import seats_of
from startups.rules import WRITERS

DAYS = timedelta(days=14)
SATURDAY = 5


class Slot(NamedTuple):
    """One instant at which somebody is free: `value` is what its button sends."""

    at: datetime
    value: str
    who: str
    where: str
    note: str


@dataclass(frozen=True)
class Day:
    """`why`: why nothing can be booked on it although times are free."""

    day: date
    slots: list[Slot]
    why: str


class Search:
    """What is asked for, cleaned: whose startup, from which day on, by whom, where, how, in which language."""

    def __init__(self, user: Any, service: Service, data: Any, *, booking: Booking | None = None) -> None:
        self.user, self.service, self.booking = user, service, booking
        self.coaches = people_for(Wanted(service, timezone.localdate()))
        self.sites = {site.pk: site for site in service.open_sites}
        self.startups = self._startups(data)
        given: dict[str, Any] = {"service": service, "startups": self.startups, "coaches": self.coaches}
        self.form = TimesForm(data, sites=self.sites.values(), **given)
        self.asked = self.form.asked

    @property
    def startup(self) -> Startup | None:
        """The chosen one, or the only one."""
        chosen = self.asked.get("startup")
        only = self.startups[0] if self.startups else None
        return next((one for one in self.startups if one.slug == chosen), only)

    @cached_property
    def standing(self) -> Standing | None:
        return Standing.of(self.startup, self.service) if self.startup and not self.booking else None

    @cached_property
    def fitted(self) -> Machines:
        return Machines.of(self.service)

    @cached_property
    def machines(self) -> list[Machine]:
        """Those that only trained people use, with what the startup has of that."""
        return self.standing.trained_on(self.fitted.restricted, self.first) if self.standing else []

    @property
    def may_pick(self) -> bool:
        return bool(self.standing and not self.standing.lacks and not self.is_barred)

    @property
    def is_barred(self) -> bool:
        """Of some kind of machine there is none that anybody of the startup may use: no time can be had."""
        missing = {one.resource for one in self.machines if not one.is_authorised}
        kinds = [group for kind, group in self.fitted.groups.items() if kind != ResourceKind.ROOM]
        return any(missing.issuperset(group) for group in kinds)

    @property
    def first(self) -> date:
        """The day that is asked for, between notice and horizon."""
        return min(max(self.asked.get("first") or self.soonest, self.soonest), self.latest)

    @property
    def soonest(self) -> date:
        return timezone.localdate(timezone.now() + timedelta(hours=self.service.notice_hours))

    @property
    def latest(self) -> date:
        return timezone.localdate() + timedelta(days=self.service.horizon_days)

    @property
    def kept(self) -> list[tuple[str, Any]]:
        """Filters that go along with a choice."""
        return [(name, self.asked[name]) for name in ("coach", "site", "language", "place") if self.asked.get(name)]

    @property
    def asked_coaches(self) -> list[Provider]:
        language, coach = self.asked.get("language"), self.asked.get("coach")
        fitting = [one for one in self.coaches if not language or language in one.languages]
        return [one for one in fitting if not coach or one.key.hex == coach]

    @property
    def wanted(self) -> Wanted:
        site, place = self.asked.get("site"), self.asked.get("place") or ""
        return Wanted(self.service, self.first, DAYS.days, site=int(site) if site else None, place=place)

    @cached_property
    def own_meetings(self) -> list[tuple[datetime, datetime]]:
        """When the startup meets somebody already; a meeting that is being moved leaves its time."""
        moving = str(self.booking.pk) if self.booking else ""
        told = [one for one in getattr(self.startup, "spans", []) if one["pk"] != moving]
        return [(datetime.fromisoformat(one["starts"]), datetime.fromisoformat(one["ends"])) for one in told]

    def _startups(self, data: Any) -> list[Startup]:
        """Those the person may book for, with their meetings; staff name one in the address."""
        now = timezone.now()
        span = {"since": now, "until": now + timedelta(days=self.service.horizon_days + 1)}
        if self.booking:
            return list(with_spans(Startup.objects.filter(pk=self.booking.startup_id), startup="pk", **span))
        if getattr(self.user, "is_staff", False):
            named = Startup.objects.visible_to(self.user).filter(slug=str(data.get("startup", ""))[:80])
            return list(with_spans(named, startup="pk", **span))
        seats = [seat for seat in with_spans(seats_of(self.user), startup="startup", **span) if seat.role in WRITERS]
        for seat in seats:
            seat.startup.spans = seat.spans
        return [seat.startup for seat in seats]

    def choice(self, pick: Pick, token: Any) -> Choice:
        """Somebody who no longer receives is nobody that can be had: the time is then gone."""
        pk = next((one.pk for one in self.coaches if one.key == pick.who), -1) if pick.who else NOBODY
        return Choice(pick.at, pk, self.asked.get("place") or "", token)


class Sheet:
    """Two weeks from a day on."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.coaches = {one.pk: one for one in search.asked_coaches}
        free = free_times(search.wanted, people=list(self.coaches.values()), machines=search.fitted)
        free = [one for one in free if not any(one.meets(*span) for span in search.own_meetings)]
        by_day = groupby(self._slots(free), key=lambda slot: timezone.localtime(slot.at).date())
        found = {day: list(slots) for day, slots in by_day}
        every = (search.first + timedelta(days=ahead) for ahead in range(DAYS.days))
        self.days = [Day(day, found.get(day, []), self._why(day)) for day in every]

    def _slots(self, free: list[Free]) -> Any:
        for at, together in groupby(free, key=lambda one: one.starts_at):
            yield self._slot(at, list(together))

    def _slot(self, at: datetime, free: list[Free]) -> Slot:
        """Of several who are free, each gets her share of the hours."""
        one = free[(at.toordinal() + at.hour * 2 + at.minute // 30) % len(free)]
        coach = self.coaches.get(one.provider_id)
        others = len(free) - 1
        told = ngettext("%(others)d other is free too", "%(others)d others are free too", others) % {"others": others}
        notes = [own_hour(at, coach) if coach else "", told if others else "", self._untrained(one)]
        value = str(Pick(at, coach.key if coach else None))
        return Slot(at, value, str(coach or ""), self._where(one), " · ".join(note for note in notes if note))

    def _untrained(self, free: Free) -> str:
        """A machine that would be used at this time, and that nobody of the startup may use; one that is always used is said once."""
        missing = [one.resource for one in self.search.machines if not one.is_authorised]
        named = [str(one) for one in missing if one.pk in free.resources and not self.search.is_barred]
        return _("no authorisation for %(machines)s") % {"machines": ", ".join(named)} if named else ""

    def _where(self, free: Free) -> str:
        site = self.search.sites.get(free.site_id or 0)
        ways = [site.name if site else "", str(Place.VIDEO.label) if free.by_video else ""]
        return _(" or ").join(way for way in ways if way)

    def _why(self, day: date) -> str:
        return self.search.standing.why_not(day) if self.search.standing else ""

    @cached_property
    def weeks(self) -> list[list[Day]]:
        """Without Saturdays and Sundays when nobody is there."""
        has_weekends = any(day.slots for day in self.days if day.day.weekday() >= SATURDAY)
        shown = [day for day in self.days if has_weekends or day.day.weekday() < SATURDAY]
        half = len(shown) // 2
        return [shown[:half], shown[half:]]

    @property
    def filled(self) -> list[Day]:
        return [day for day in self.days if day.slots]

    @property
    def whys(self) -> list[str]:
        """Each reason once."""
        return list(dict.fromkeys(day.why for day in self.filled if day.why))

    @property
    def has_other_zones(self) -> bool:
        now = timezone.now()
        return any(own_hour(now, one) for one in self.coaches.values())

    @property
    def earlier(self) -> date | None:
        return self.search.first - DAYS if self.search.first > self.search.soonest else None

    @property
    def later(self) -> date | None:
        after = self.search.first + DAYS
        return after if after <= self.search.latest else None

    @property
    def last(self) -> date:
        return self.days[-1].day

    def others(self, after: datetime) -> list[Slot]:
        """The next ones that can be had."""
        coming = [slot for day in self.days if not day.why for slot in day.slots if slot.at >= after]
        return (coming or [slot for day in self.days if not day.why for slot in day.slots])[:OTHERS]

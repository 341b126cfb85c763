"""When a service can be had: hours, less absences, less what is taken, less closing days, for people and machines together.

A fixed number of queries however many people and days are asked; the arithmetic is on whole minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, When
from django.utils import timezone

from programs.partners.holidays import Closings
from services.calendar.intervals import minute, moment, starts
from services.calendar.machines import Machines
from services.calendar.models import Hours, Provider
from services.calendar.taken import Taken, taken
from services.calendar.wanted import STEP, Candidate, Free, Wanted
from services.calendar.windows import windows
from services.catalogue.states import Place

Rows = dict[tuple[str, int], list[Hours]]


def people_for(wanted: Wanted) -> list[Provider]:
    """Who gives the service and speaks the language; one query."""
    if not wanted.service.with_person:
        return []
    rows = Provider.objects.giving(wanted.service).select_related("person")
    return [one for one in rows if not wanted.language or wanted.language in one.languages]


def free_times(
    wanted: Wanted,
    *,
    people: Sequence[Provider] | None = None,
    machines: Machines | None = None,
    now: datetime | None = None,
) -> list[Free]:
    """In order of time; the same time with two people is two. `people`, `machines`: found before, to save their queries."""
    known_people = people_for(wanted) if people is None else people
    asked = [one for one in known_people if wanted.provider in (None, one.pk)]
    machines = machines or Machines.of(wanted.service)
    known = taken(asked, machines.resources, wanted.first, wanted.last)
    closed = Closings.between(wanted.first, wanted.last)
    hours = _hours(asked, machines, wanted)
    machines.lay_out(wanted, hours, known, closed)
    laid: dict[str, Any] = {"hours": hours, "known": known, "closed": closed}
    near = Near.of(wanted, now or timezone.now())
    found = (
        _with_people(wanted, asked, near, **laid) if wanted.service.with_person else near.kept(machines.alone(wanted))
    )
    length = wanted.length
    fitted = sorted(free for one in found if (free := machines.fit(one, length)))
    return [_free(one, length, used) for one, used in fitted]


@dataclass(frozen=True)
class Near:
    """Not too soon and not too far, in minutes; and the ways that are offered and asked for."""

    earliest: int
    latest: int
    on_site: bool
    video: bool
    site: int | None

    @classmethod
    def of(cls, wanted: Wanted, now: datetime) -> "Near":
        soon = now + timedelta(hours=wanted.service.notice_hours, seconds=59, microseconds=999_999)
        far = now + timedelta(days=wanted.service.horizon_days + 1, seconds=59, microseconds=999_999)
        places = wanted.places()
        return cls(minute(soon), minute(far), Place.ON_SITE in places, Place.VIDEO in places, wanted.site)

    def ways(self, site_id: int | None, *, by_video: bool) -> tuple[int | None, bool]:
        """(site, by video) as far as asked for; (None, False) when in no way."""
        here = site_id if self.on_site and self.site in (None, site_id) else None
        return here, by_video and self.video and self.site is None

    def kept(self, found: Iterable[Candidate]) -> Iterator[Candidate]:
        for one in found:
            here, by_video = self.ways(one.site_id, by_video=one.by_video)
            if (here or by_video) and self.earliest <= one.start < self.latest:
                yield one._replace(site_id=here, by_video=by_video)


def _free(one: Candidate, length: int, used: tuple[int, ...]) -> Free:
    return Free(moment(one.start), moment(one.start + length), one.provider_id, one.site_id, one.by_video, used)


def _hours(people: Sequence[Provider], machines: Machines, wanted: Wanted) -> Rows:
    """Where the service is not had, whoever receives there may still do so by video."""
    found: Rows = defaultdict(list)
    rows = Hours.objects.of(people, machines.resources).between(wanted.first, wanted.last)
    for row in rows.annotate(is_here=Case(When(wanted.service.is_had_at("site"), then=True), default=False)):
        row.site_id = row.site_id if row.is_here else None
        found[row.owner].append(row)
    return found


def _with_people(
    wanted: Wanted, people: Iterable[Provider], near: Near, *, hours: Rows, known: Taken, closed: Closings
) -> Iterator[Candidate]:
    length = wanted.length
    for one in people:
        busy, full = known.people[one.pk], known.full_months(one, length)
        seen: set[int] = set()
        for window in windows(hours["provider", one.pk], wanted.first, wanted.last, zone=one.tz, closed=closed):
            here, by_video = near.ways(window.site_id, by_video=window.by_video)
            for start in starts(window.span, busy, length=length, step=STEP) if here or by_video else ():
                is_new = start not in seen and near.earliest <= start < near.latest
                if is_new and not (full and timezone.localdate(moment(start)).replace(day=1) in full):
                    seen.add(start)
                    yield Candidate(start, one.pk, here, by_video)


def still_free(wanted: Wanted, at: datetime, *, by: int, now: datetime | None = None) -> Free | None:
    """That very time with that person, if it can be had now."""
    rows = free_times(wanted, now=now)
    return next((free for free in rows if free.starts_at == at and free.provider_id == by), None)

"""When a service can be had: hours, less absences, less what is taken, less closing days, for people and machines together.

A fixed number of queries however many people and days are asked; the arithmetic is on whole minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from programs.partners.holidays import Closings
from services.calendar.intervals import moment, starts
from services.calendar.machines import Machines
from services.calendar.models import Hours, Provider
from services.calendar.taken import Taken, taken
from services.calendar.wanted import STEP, Free, Wanted
from services.calendar.windows import windows
from services.catalogue.states import Place

Rows = dict[tuple[str, int], list[Hours]]


def people_for(wanted: Wanted) -> list[Provider]:
    """Who gives the service and speaks the language; one query."""
    if not wanted.service.with_person:
        return []
    rows = Provider.objects.giving(wanted.service).select_related("person")
    return [one for one in rows if not wanted.language or wanted.language in one.languages]


def free_times(wanted: Wanted, *, people: Sequence[Provider] | None = None, now: datetime | None = None) -> list[Free]:
    """In order of time; the same time with two people is two. `people`: who was found before, to save the query."""
    known_people = people_for(wanted) if people is None else people
    asked = [one for one in known_people if wanted.provider in (None, one.pk)]
    machines = Machines.of(wanted.service)
    known = taken(asked, machines.resources, wanted.first, wanted.last)
    closed = Closings.between(wanted.first, wanted.last)
    hours = _hours(asked, machines, wanted)
    machines.lay_out(wanted, hours, known, closed)
    laid: dict[str, Any] = {"hours": hours, "known": known, "closed": closed}
    found = _with_people(wanted, asked, **laid) if wanted.service.with_person else machines.alone(wanted)
    near = _within(found, wanted, now or timezone.now())
    return sorted(fitted for free in near if (fitted := machines.fit(free)))


def _hours(people: Sequence[Provider], machines: Machines, wanted: Wanted) -> Rows:
    found: Rows = defaultdict(list)
    for row in Hours.objects.of(people, machines.resources).between(wanted.first, wanted.last):
        found[row.owner].append(row)
    return found


def _with_people(
    wanted: Wanted, people: Iterable[Provider], *, hours: Rows, known: Taken, closed: Closings
) -> Iterator[Free]:
    for one in people:
        busy, full = known.people[one.pk], known.full_months(one, wanted.length)
        seen: set[int] = set()
        for window in windows(hours["provider", one.pk], wanted.first, wanted.last, zone=one.tz, closed=closed):
            for start in starts(window.span, busy, length=wanted.length, step=STEP):
                if start not in seen and not (full and timezone.localdate(moment(start)).replace(day=1) in full):
                    seen.add(start)
                    ends = moment(start + wanted.length)
                    yield Free(moment(start), ends, one.pk, window.site_id, window.by_video)


def _within(found: Iterable[Free], wanted: Wanted, now: datetime) -> Iterator[Free]:
    """Not too soon, not too far, and in a way that is offered and asked for."""
    earliest = now + timedelta(hours=wanted.service.notice_hours)
    latest = now + timedelta(days=wanted.service.horizon_days + 1)
    places = wanted.places()
    on_site, video = Place.ON_SITE in places, Place.VIDEO in places and wanted.site is None
    for free in found:
        if earliest <= free.starts_at < latest:
            site = free.site_id if on_site and wanted.site in (None, free.site_id) else None
            by_video = free.by_video and video
            if site or by_video:
                yield Free(free.starts_at, free.ends_at, free.provider_id, site, by_video)


def still_free(wanted: Wanted, at: datetime, *, by: int, now: datetime | None = None) -> Free | None:
    """That very time with that person, if it can be had now."""
    rows = free_times(wanted, now=now)
    return next((free for free in rows if free.starts_at == at and free.provider_id == by), None)

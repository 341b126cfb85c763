"""Rooms and machines that go with a service: one of each kind, at the same site as the person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from events.places.models import Resource
from events.places.states import ResourceKind, ResourceState
from programs.partners.holidays import Closings
from services.calendar.intervals import Span, is_free, merged, starts
from services.calendar.models import Fitting, Hours
from services.calendar.taken import Taken
from services.calendar.wanted import NOBODY, STEP, Candidate, Wanted
from services.calendar.windows import windows
from services.catalogue.models import Service

#: A room or machine without hours of its own may be used at these, Monday to Friday.
OPENS, CLOSES = time(9), time(18)
WEEK = range(5)
#: Of a service that nobody gives, the first of these that it uses says when it can be had.
LEADING = (ResourceKind.EQUIPMENT, ResourceKind.KIT, ResourceKind.ROOM)


@dataclass
class Machines:
    """`groups`: those of one kind stand in for each other; `restricted`: only for people who were trained.

    `open` and `busy` are laid out for the days that are asked.
    """

    groups: dict[str, list[Resource]]
    restricted: list[Resource] = field(default_factory=list)
    open: dict[int, list[Span]] = field(default_factory=dict)
    busy: dict[int, list[Span]] = field(default_factory=dict)
    _known: dict[tuple[Any, ...], tuple[int, ...] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, service: Service) -> "Machines":
        groups: dict[str, list[Resource]] = defaultdict(list)
        fitted = Fitting.objects.filter(service.is_had_at("resource__site"), service=service)
        rows = list(fitted.select_related("resource"))
        for row in rows:
            groups[row.resource.kind].append(row.resource)
        return cls(dict(groups), [row.resource for row in rows if row.is_restricted])

    @property
    def resources(self) -> list[Resource]:
        return [one for group in self.groups.values() for one in group]

    def lay_out(
        self, wanted: Wanted, hours: Mapping[tuple[str, int], list[Hours]], known: Taken, closed: Closings
    ) -> None:
        """Set-up and clean-up widen what is taken, so that a time need only be compared with itself."""
        zone = ZoneInfo(settings.TIME_ZONE)
        for one in self.resources:
            is_usable = one.state == ResourceState.AVAILABLE
            own = [row for row in hours.get(("resource", one.pk), []) if is_usable]
            rows = (own or _ordinary(one)) if is_usable else []
            here = closed.at(one.site_id)
            laid = windows(rows, wanted.first, wanted.last, zone=zone, closed=here)
            self.open[one.pk] = merged(window.span for window in laid)
            self.busy[one.pk] = merged((a - one.clean_up, b + one.set_up) for a, b in known.machines[one.pk])

    def alone(self, wanted: Wanted) -> Iterator[Candidate]:
        """Times of a service that nobody gives: those of its machines, else of its kits, else of its rooms, once per site."""
        seen: set[tuple[int, int]] = set()
        for one in next((self.groups[kind] for kind in LEADING if kind in self.groups), []):
            for window in self.open[one.pk]:
                for start in starts(window, self.busy[one.pk], length=wanted.length, step=STEP):
                    if (start, one.site_id) not in seen:
                        seen.add((start, one.site_id))
                        yield Candidate(start, NOBODY, one.site_id, by_video=False)

    def fit(self, one: Candidate, length: int) -> tuple[Candidate, tuple[int, ...]] | None:
        """With one resource of each kind; without a room it may still be by video."""
        if not self.groups:
            return one, ()
        chosen = self._chosen(one.site_id, one.start, length) if one.site_id else None
        if chosen is not None:
            return one, chosen
        only_rooms = set(self.groups) == {ResourceKind.ROOM}
        return (one._replace(site_id=None), ()) if one.by_video and only_rooms else None

    def _chosen(self, site_id: int | None, start: int, length: int) -> tuple[int, ...] | None:
        """The same for everybody at one site and time: looked for once."""
        asked = (site_id, start)
        if asked not in self._known:
            picked = [self._first(group, site_id, (start, start + length)) for group in self.groups.values()]
            self._known[asked] = tuple(sorted(one for one in picked if one is not None)) if None not in picked else None
        return self._known[asked]

    def _first(self, group: Iterable[Resource], site_id: int | None, span: Span) -> int | None:
        for one in group:
            is_open = any(a <= span[0] and span[1] <= b for a, b in self.open[one.pk])
            if one.site_id == site_id and is_open and is_free(span, self.busy[one.pk]):
                return one.pk
        return None


def _ordinary(one: Resource) -> list[Hours]:
    return [Hours(resource=one, weekday=day, starts=OPENS, ends=CLOSES, by_video=False) for day in WEEK]

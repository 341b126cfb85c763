"""What is looked for, and what is found."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from services.catalogue.models import Service
from services.catalogue.states import Place


@dataclass(frozen=True)
class Wanted:
    """So many days from `first`, by whom, where, in which language; empty is any."""

    service: Service
    first: date
    days: int = 14
    provider: int | None = None
    site: int | None = None
    language: str = ""
    place: str = ""

    @property
    def last(self) -> date:
        return self.first + timedelta(days=self.days - 1)

    @property
    def length(self) -> int:
        """Minutes."""
        return self.service.minutes

    def places(self) -> set[str]:
        offered = set(self.service.places) or set(Place.values)
        return offered & {self.place} if self.place else offered


class Candidate(NamedTuple):
    """A time on the way to be found: its first minute (see intervals), with whom, and in which ways it may be had."""

    start: int
    provider_id: int
    site_id: int | None
    by_video: bool


class Free(NamedTuple):
    """One time that can be had. `site_id` is None when by video only; `by_video` tells whether it may be by video."""

    starts_at: datetime
    ends_at: datetime
    provider_id: int
    site_id: int | None
    by_video: bool
    resources: tuple[int, ...] = ()

    def meets(self, starts: datetime, ends: datetime) -> bool:
        return self.starts_at < ends and starts < self.ends_at

    @property
    def places(self) -> list[str]:
        return [place for place, is_so in ((Place.ON_SITE, self.site_id), (Place.VIDEO, self.by_video)) if is_so]


#: Stands for "nobody": a service that is only a room or a machine.
NOBODY = 0
#: Times begin on a grid of so many minutes.
STEP = 30

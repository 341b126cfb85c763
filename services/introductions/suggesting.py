"""Which partners fit a need, the best first, each with the reasons in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.text import search_key
from services.introductions.limits import month_of, turns_taken
from services.introductions.models import Introduction, Target
from services.introductions.states import PartnerSought
from startups.models import Startup
from startups.states import Region, Sector

#: What a fit is worth; the organisation that the startup named comes before all others.
NAMED, KIND, SECTOR, REGION, ANY = 100, 40, 20, 10, 1


@dataclass(frozen=True)
class Suggestion:
    target: Target
    points: int
    reasons: tuple[str, ...]
    left: int
    is_named: bool = False

    @property
    def places(self) -> str:
        if self.left <= 0:
            return _("no place left this month")
        return ngettext("%(left)d place left this month", "%(left)d places left this month", self.left) % {
            "left": self.left
        }

    def __str__(self) -> str:
        return " · ".join([str(self.target), *self.reasons, self.places])


def suggestions(introduction: Introduction) -> list[Suggestion]:
    """Open partners not yet asked for this need: who has a place left first, then by fit. Three queries."""
    asked = introduction.approaches.values("target")
    taken = turns_taken(month_of())
    rows = Target.objects.open().exclude(pk__in=asked).with_card()
    found = [_fit(target, introduction, target.per_month - taken.get(target.pk, 0)) for target in rows]
    return sorted(found, key=lambda one: (one.left <= 0, -one.points, -one.left, one.target.organisation.sort_key))


def _fit(target: Target, introduction: Introduction, left: int) -> Suggestion:
    startup, is_named = introduction.startup, is_the_named(target, introduction)
    fits = [
        (NAMED, _("the organisation she has in mind")) if is_named else None,
        _kind(target, introduction.kind),
        _sector(target, startup),
        _region(target, startup),
    ]
    told = [fit for fit in fits if fit]
    words = tuple(word for _points, word in told if word)
    return Suggestion(target, sum(points for points, _word in told), words, max(left, 0), is_named)


def is_the_named(target: Target, introduction: Introduction) -> bool:
    wanted = search_key(introduction.named)
    return bool(wanted) and wanted == search_key(str(target.organisation))


def _kind(target: Target, kind: str) -> tuple[int, str] | None:
    if kind in target.kinds:
        return KIND, str(PartnerSought(kind).label)
    return None if target.kinds else (ANY, "")


def _sector(target: Target, startup: Startup) -> tuple[int, str] | None:
    mine = [startup.sector, *startup.other_sectors]
    common = _first(sector for sector in mine if sector and sector in target.sectors)
    if common:
        return SECTOR, str(Sector(common).label)
    return None if target.sectors else (ANY, _("every sector"))


def _region(target: Target, startup: Startup) -> tuple[int, str] | None:
    if startup.region and startup.region in target.regions:
        return REGION, str(Region(startup.region).label)
    return None if target.regions else (ANY, _("the whole country"))


def _first(values: Iterable[Any]) -> Any:
    return next(iter(values), None)

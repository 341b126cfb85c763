"""Who could stand in, the best first, each with the reasons why. No rows are read here, and no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator import spoken
from services.catalogue.states import Place


@dataclass(frozen=True)
class Candidate:
    """Somebody who gives the service and is free at that hour. `place` is how she would receive the startup."""

    pk: int
    name: str
    place: str
    speaks: bool
    same_way: bool
    met: int = 0
    minutes: int = 0

    @property
    def order(self) -> tuple[Any, ...]:
        """The startup's language first, then the same way of meeting, then who knows it, then who has least to do that month."""
        return (not self.speaks, not self.same_way, -self.met, self.minutes, self.pk)

    @property
    def reasons(self) -> list[str]:
        found = [_("same service, free at that hour")]
        found.append(_("speaks the startup’s language") if self.speaks else _("does not speak the startup’s language"))
        found.append(self._way)
        if self.met:
            found.append(
                ngettext("has met it %(count)d time", "has met it %(count)d times", self.met) % {"count": self.met}
            )
        if self.minutes:
            found.append(_("%(length)s of meetings that month") % {"length": spoken.length(self.minutes)})
        return found

    @property
    def _way(self) -> str:
        if not self.same_way:
            return _("by video instead of on site")
        return _("by video as agreed") if self.place == Place.VIDEO else _("on the same site")


def ranked(candidates: Iterable[Candidate], *, but: Iterable[int] = ()) -> list[Candidate]:
    gone = set(but)
    return sorted((one for one in candidates if one.pk not in gone), key=lambda one: one.order)

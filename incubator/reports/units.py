"""What an indicator is, and what it is counted in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    FILES = "files", pgettext_lazy("unit", "files")
    PERCENT = "percent", "%"
    STARTUPS = "startups", pgettext_lazy("unit", "startups")
    HOURS = "hours", pgettext_lazy("unit", "hours")
    PEOPLE = "people", pgettext_lazy("unit", "people")
    MARK = "mark", pgettext_lazy("unit", "out of 5")
    FTE = "fte", pgettext_lazy("unit", "FTE")
    MAD = "mad", "MAD"
    RATIO = "ratio", pgettext_lazy("unit", "for one")
    POINTS = "points", pgettext_lazy("unit", "TRL points")
    TONNES = "tonnes", pgettext_lazy("unit", "t CO₂e")
    COUNT = "count", ""


@dataclass(frozen=True)
class Indicator:
    """`collected`: A from the portal's activity, D declared by the startup, M entered by staff. `parts` name what
    `Figure.parts` hold, `units` those parts that are no plain counts.
    """

    code: str
    label: Any
    unit: Unit
    definition: Any
    method: Any = ""
    collected: str = "A"
    parts: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)

    def unit_of(self, part: str) -> Unit:
        return self.units.get(part, Unit.COUNT)

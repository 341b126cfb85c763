"""The twenty indicators of the programme (domain.md 2.3): what each is, and all of them for a scope."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from incubator.reports.figures import Figure
from incubator.reports.scope import Scope


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


@dataclass(frozen=True)
class Indicator:
    """`collected`: A from the portal's activity, D declared by the startup, M entered by staff. `parts` name what `Figure.parts` hold."""

    code: str
    label: Any
    unit: Unit
    definition: Any
    method: Any = ""
    collected: str = "A"
    parts: dict[str, Any] = field(default_factory=dict)


INDICATORS: dict[str, Indicator] = {}
#: The four figures that a report opens with.
HEADLINES = ("I05", "I12", "I14", "I16")


def figures(scope: Scope) -> dict[str, Figure]:
    """All twenty, in their order."""
    return {code: Figure(code, None, 0, 0) for code in INDICATORS}

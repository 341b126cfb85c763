"""A figure is a value with its base and its coverage (domain.md 2.2).

Missing is missing: who did not report stands in `expected` and not in `base`, and is never zero. A startup counts once,
by the first nine digits of its ICE, else by itself.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Aggregate, FloatField

HUNDRED, TENTH, CENT = Decimal(100), Decimal("0.1"), Decimal("0.01")
#: Public figures on fewer startups than this are hidden (rule 7).
FEWEST = 3


class Median(Aggregate):
    """The middle value, between the two middle ones when their number is even (PostgreSQL `percentile_cont`)."""

    function, name = "PERCENTILE_CONT", "median"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True)
class Figure:
    """One indicator: its value, the parts it was made of, and of how many startups that were expected."""

    code: str
    value: Decimal | None
    base: int
    expected: int
    parts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def coverage(self) -> Decimal | None:
        return share(self.base, self.expected)

    @property
    def is_public(self) -> bool:
        return self.base >= FEWEST

    def part(self, name: str) -> Decimal:
        return dict(self.parts)[name]


def share(part: Any, whole: Any) -> Decimal | None:
    """Per cent to one decimal; nothing of nothing is undefined."""
    return rounded(Decimal(part) * HUNDRED / Decimal(whole)) if whole else None


def rounded(value: Any, step: Decimal = TENTH) -> Decimal:
    return Decimal(str(value)).quantize(step, rounding=ROUND_HALF_UP)


def known(*parts: tuple[str, Any]) -> tuple[tuple[str, Decimal], ...]:
    """Parts without those that are undefined."""
    return tuple((name, Decimal(value)) for name, value in parts if value is not None)

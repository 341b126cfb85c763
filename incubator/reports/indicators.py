"""The twenty indicators of the programme: what each is, and all of them for a scope in ten queries."""

from incubator.reports.counts.together import all_figures
from incubator.reports.definitions import HEADLINES, INDICATORS
from incubator.reports.figures import Figure
from incubator.reports.scope import Scope
from incubator.reports.units import Indicator, Unit

__all__ = ["HEADLINES", "INDICATORS", "Indicator", "Unit", "figures"]


def figures(scope: Scope, *, with_surroundings: bool = True) -> dict[str, Figure]:
    """All twenty, in their order. Without surroundings two parts and two queries less (counts.together)."""
    return all_figures(scope, with_surroundings=with_surroundings)

"""What a report is about."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Scope:
    """First and last day (both included, Casablanca), programmes (empty: all), one cohort or none."""

    first_day: date
    last_day: date
    programmes: tuple[int, ...] = ()
    cohort: int | None = None

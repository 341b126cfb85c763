"""How long a fact holds: the one place that knows. A stale one is to be confirmed, and no form takes it over silently."""

from datetime import date

from django.utils import timezone

from incubator.moments import months_from
from startups.states import Fact

#: After so many months a fact is stale.
FRESH_MONTHS = {Fact.STAGE: 6, Fact.TRL: 6, Fact.FTE: 6, Fact.WOMEN_FTE: 6, Fact.REVENUE: 12}
#: The source of an observation by which the team says that nothing has changed.
CONFIRMED = "confirmed"


def stale_before(fact: str, today: date | None = None) -> date:
    """What was observed before this day is stale today."""
    day = today or timezone.localdate()
    return months_from(day.replace(day=min(day.day, 28)), -FRESH_MONTHS[Fact(fact)])


def is_stale(fact: str, observed_on: date, today: date | None = None) -> bool:
    return observed_on < stale_before(fact, today)

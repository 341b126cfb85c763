"""What passports show on the stage: fresh facts and old ones with their course, sharing that is over, an allowance."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from incubator.demo import make
from startups.states import Fact


def passports(startup: Any, cohort: Any) -> None:
    today = timezone.localdate()
    for fact, values in ((Fact.FTE, (1, 2.5, 4)), (Fact.REVENUE, (90_000, 1_250_000, 980_000))):
        for years, value in enumerate(values):
            make.observation(of=startup, fact=fact, value=value, on=today - timedelta(days=400 * (3 - years)))
    make.sharing(of=startup, is_over=True)
    make.sharing(of=startup, scope="name")
    make.allowance(of=cohort)

"""What a schedule by freeze tells of."""

from django.db.models import Exists, OuterRef

from incubator.reports.snapshots.models import Schedule
from incubator.reports.snapshots.periods import Days
from programs.statements.models import Period
from programs.statements.states import PeriodState


def frozen_days(schedule: Schedule) -> Days | None:
    """The latest period frozen since the last run, once all cohorts it asked are frozen; one query."""
    periods = Period.objects.filter(cohort__programme__in=schedule.convention.programmes.all())
    if schedule.cohort_id:
        periods = periods.filter(cohort=schedule.cohort_id)
    unfrozen = periods.exclude(state=PeriodState.FROZEN)
    same = unfrozen.filter(first_day=OuterRef("first_day"), last_day=OuterRef("last_day"))
    ready = periods.filter(frozen_at__gt=schedule.last_run_at).exclude(Exists(same))
    found = ready.order_by("-last_day", "first_day").values_list("first_day", "last_day").first()
    return Days(*found) if found else None

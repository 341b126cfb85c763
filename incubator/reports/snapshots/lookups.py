"""Earlier reports beside which a new one stands."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import JSONField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

from incubator.reports.privacy import FEWEST
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.periods import Days

#: So many earlier reports make a course.
MOST = 11


def earlier(report: Report) -> list[tuple[date, dict[str, Any]]]:
    """(last day, figures) of the published reports before it, of the same convention and cohort and as long; the oldest first. One query."""
    asked = Days(report.first_day, report.last_day)
    rows = Report.objects.published().filter(
        convention=report.convention_id, cohort=report.cohort_id, last_day__lt=report.first_day
    )
    told = rows.annotate(figures=Cast(KeyTransform("numbers", "payload"), JSONField()))
    found = told.order_by("-last_day").values_list("first_day", "last_day", "figures")
    alike = [(last, figures) for first, last, figures in found if Days(first, last).is_as_long_as(asked)]
    return list(reversed(alike[:MOST]))


def shown(row: dict[str, Any] | None, *, keeps_small: bool) -> Decimal | None:
    """The value of a stored figure, unless too few startups stand behind it."""
    if row is None or row["value"] is None or (0 < row["base"] < FEWEST and not keeps_small):
        return None
    return Decimal(row["value"])

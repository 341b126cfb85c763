from typing import Any

from incubator.journal.models import record
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.states import REPORT


def locked(report_id: Any) -> Report:
    rows = Report.objects.locked().select_related("convention__partner__organisation", "cohort")
    return rows.get(pk=report_id)


def move(report: Report, verb: str, *, by: Any, note: str = "", fields: tuple[str, ...] = ()) -> None:
    """The caller holds the report's lock."""
    report.state = REPORT.after(verb, report.state)
    report.save(update_fields=["state", *fields])
    record(verb, report, by=by, note=note)

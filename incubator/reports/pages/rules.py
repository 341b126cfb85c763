"""Who reads what of the reports. Which reports are in sight at all is said by `Report.objects.visible_to`."""

from typing import Any

from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.states import PUBLIC_STATES


def may_list(user: Any) -> bool:
    """Staff, and whoever reads for a partner today; `reads` comes with the account."""
    return bool(user.is_staff or getattr(user, "reads", False))


def may_read(user: Any, report: Report) -> bool:
    """A report without figures is no page yet."""
    return report.payload is not None


def may_ask(user: Any, report: Report) -> bool:
    """Readers ask, staff answer."""
    return report.state in PUBLIC_STATES and not user.is_staff

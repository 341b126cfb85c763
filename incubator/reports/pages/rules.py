"""Who reads what of the reports. Which reports are in sight at all is said by `Report.objects.visible_to`."""

from typing import Any

from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.states import PUBLIC_STATES
from programs.partners.models import Mandate


def may_list(user: Any) -> bool:
    """Staff, and whoever reads for a partner today; `reads` comes with the account."""
    if user.is_staff:
        return True
    known = getattr(user, "reads", None)
    return Mandate.objects.live().filter(person=user).exists() if known is None else bool(known)


def may_read(user: Any, report: Report) -> bool:
    """A report without figures is no page yet."""
    return report.is_drawn


def may_ask(user: Any, report: Report) -> bool:
    """Readers ask, staff answer."""
    return report.state in PUBLIC_STATES and not user.is_staff

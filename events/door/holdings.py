"""What this slice keeps about people (law 09-08): when somebody came in, and what was noted.

Counts of an event stay for the report; who it was is forgotten with the registration, which holds the only link to the person.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.door.models import Attendance, CheckIn
from incubator.accounts.personal_data import Holding, declare

PURPOSE = _("knowing who was at an event, for certificates and figures")
BASIS = _("request of the person (law 09-08, art. 4)")
#: Figures of a cohort are kept ten years for the funders (domain.md 1.7).
MONTHS = 120


def _check_ins(user: Any) -> Iterable[dict[str, Any]]:
    rows = CheckIn.objects.filter(registration__person=user).order_by("at")
    return [dict(row) for row in rows.values("session__event__slug", "at", "gate", "undone_at")]


def _forget_check_ins(user: Any) -> None:
    mine = CheckIn.objects.filter(registration__person=user)
    mine.update(device="", forced_reason="", undone_reason="")
    CheckIn.objects.filter(by=user).update(by=None)
    CheckIn.objects.filter(undone_by=user).update(undone_by=None)


def _attendances(user: Any) -> Iterable[dict[str, Any]]:
    rows = Attendance.objects.filter(registration__person=user).order_by("noted_at")
    return [dict(row) for row in rows.values("session__event__slug", "session__day", "state", "noted_at")]


def _forget_attendances(user: Any) -> None:
    Attendance.objects.filter(noted_by=user).update(noted_by=None)


def register() -> None:
    declare(Holding("events.checkin", PURPOSE, BASIS, MONTHS, _check_ins, _forget_check_ins))
    declare(Holding("events.attendance", PURPOSE, BASIS, MONTHS, _attendances, _forget_attendances))

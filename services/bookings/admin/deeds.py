"""Deeds on many bookings at once, for the queues of the desk: each says beforehand who is skipped and why."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.desk import Deed
from programs.applications.admin.deeds import Plan, split, wrong_state
from services.bookings import actions
from services.bookings.admin.forms import ReasonForm
from services.bookings.states import BOOKING


def _plan(verb: str, *, once_begun: bool = False) -> Plan:
    def why_not(row: Any, _user: Any) -> str:
        if not BOOKING.allows(verb, row.state):
            return wrong_state(row)
        return _("has not begun yet") if once_begun and row.starts_at > timezone.now() else ""

    return split(why_not)


DEEDS = [
    Deed(name="approve", label=gettext_lazy("Approve"), plan=_plan("approve"), act=actions.approve),
    Deed(
        name="attend",
        label=gettext_lazy("It took place"),
        plan=_plan("attend", once_begun=True),
        act=actions.attend,
    ),
    Deed(name="miss", label=gettext_lazy("Nobody came"), plan=_plan("miss", once_begun=True), act=actions.miss),
    Deed(
        name="call_off", label=gettext_lazy("Call off"), plan=_plan("call_off"), act=actions.call_off, form=ReasonForm
    ),
]

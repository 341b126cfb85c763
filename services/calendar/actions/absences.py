"""Times of absence. One that hits meetings is not saved here: each of them needs an answer first (product.md 2, item 8)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incubator.errors import Refused
from incubator.journal.models import record
from services.calendar.models import Absence, Engagement, Provider
from services.calendar.states import ABSENCE, AbsenceState


class Hits(Refused):
    """Meetings stand in that time; `meetings` names them."""

    def __init__(self, meetings: list[Engagement]) -> None:
        count = len(meetings)
        told = ngettext(
            "%(count)d meeting stands in that time: it needs an answer first.",
            "%(count)d meetings stand in that time: each needs an answer first.",
            count,
        )
        super().__init__(told % {"count": count})
        self.meetings = meetings


@transaction.atomic
def declare_absence(provider_id: int, starts_at: datetime, ends_at: datetime, *, by: Any, reason: str = "") -> Absence:
    """Away between two instants. Raises Hits when meetings stand in that time, Refused when it makes no sense."""
    Provider.objects.locked().get(pk=provider_id)
    check(starts_at, ends_at)
    standing = Engagement.objects.live().filter(provider=provider_id).within(starts_at, ends_at)
    if meetings := list(standing):
        raise Hits(meetings)
    return enter_absence(provider_id, starts_at, ends_at, by=by, reason=reason)


@transaction.atomic
def enter_absence(provider_id: int, starts_at: datetime, ends_at: datetime, *, by: Any, reason: str = "") -> Absence:
    """The same without a look at the meetings: for whoever has given each of them an answer in this transaction."""
    provider = Provider.objects.locked().get(pk=provider_id)
    check(starts_at, ends_at)
    when = {"starts_at": starts_at, "ends_at": ends_at, "state": AbsenceState.PROCESSED}
    absence = Absence.objects.create(provider=provider, reason=reason[:200], **when)
    record("declare_absence", absence, by=by, note=reason)
    return absence


def check(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Refused(_("The end lies before the beginning."), field="ends_at")
    if ends_at <= timezone.now():
        raise Refused(_("This time is over."), field="ends_at")


@transaction.atomic
def withdraw_absence(absence_id: int, *, by: Any) -> Absence:
    """Its times can be booked again."""
    absence = Absence.objects.locked().get(pk=absence_id)
    absence.state = ABSENCE.after("withdraw", absence.state)
    absence.save(update_fields=["state"])
    record("withdraw_absence", absence, by=by)
    return absence

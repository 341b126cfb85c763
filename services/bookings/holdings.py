"""What this slice keeps about people (law 09-08): for their download, and for their erasure.

Nobody is erased while meetings stand in her name: they are cancelled or given to somebody else first (product.md J3).
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.accounts.personal_data import Holding, declare
from incubator.errors import Refused
from services.bookings.models import ActionItem, Booking, SessionRecord
from services.bookings.models.booking import BookingQuerySet

PURPOSE, BASIS = gettext_lazy("services of the programme"), gettext_lazy("agreement of incubation")
#: What funders may ask about is kept ten years (domain.md 1.7); what was said in a meeting, three.
MONTHS, RECORD_MONTHS = 120, 36
NAMED = 3


def _mine(user: Any) -> BookingQuerySet:
    return Booking.objects.filter(Q(asked_by=user) | Q(participants=user) | Q(provider__person=user)).distinct()


def _bookings(user: Any) -> Iterable[dict[str, Any]]:
    for row in _mine(user).with_card():
        yield {
            "service": row.service.name,
            "startup": row.startup.name,
            "starts_at": row.starts_at,
            "state": row.state,
            "goal": row.goal,
            "reason": row.reason,
            "rating": row.rating,
            "comment": row.rating_comment,
        }


def _forget_bookings(user: Any) -> None:
    coming = list(_mine(user).coming().with_card()[: NAMED + 1])
    if coming:
        named = ", ".join(f"{one} ({spoken.brief_moment(one.starts_at)})" for one in coming[:NAMED])
        raise Refused(
            _("Meetings are still to come: %(meetings)s. Cancel them or move them first.") % {"meetings": named}
        )
    Booking.objects.filter(asked_by=user).update(asked_by=None, goal="", rating_comment="")
    Booking.objects.filter(noted_by=user).update(noted_by=None)
    Booking.participants.through.objects.filter(user_id=user.pk).delete()


def _records(user: Any) -> Iterable[dict[str, Any]]:
    """To whoever wrote them in full, to the team what was shared with it."""
    for row in SessionRecord.objects.filter(written_by=user).select_related("booking"):
        yield {"meeting": row.booking.starts_at, "shared": row.shared, "private": row.private, "at": row.written_at}
    mine = Q(booking__asked_by=user) | Q(booking__participants=user)
    shared = (
        SessionRecord.objects.filter(mine, shared_at__isnull=False).exclude(written_by=user).defer("private").distinct()
    )
    for row in shared.select_related("booking"):
        yield {"meeting": row.booking.starts_at, "shared": row.shared, "at": row.written_at}


def _forget_records(user: Any) -> None:
    SessionRecord.objects.filter(written_by=user).update(written_by=None)


def _items(user: Any) -> Iterable[dict[str, Any]]:
    return [dict(row) for row in ActionItem.objects.filter(settled_by=user).values("text", "due_on", "state")]


def _forget_items(user: Any) -> None:
    ActionItem.objects.filter(settled_by=user).update(settled_by=None)


def register() -> None:
    declare(Holding("services.SessionRecord", PURPOSE, BASIS, RECORD_MONTHS, _records, _forget_records))
    declare(Holding("services.ActionItem", PURPOSE, BASIS, RECORD_MONTHS, _items, _forget_items))
    declare(Holding("services.Booking", PURPOSE, BASIS, MONTHS, _bookings, _forget_bookings))

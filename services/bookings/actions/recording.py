"""What was said in a meeting and what is to be done. Two who write at once lose nothing: the second save is refused with both texts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.errors import Refused
from incubator.journal.models import record as note
from services.bookings import notices_after as notices
from services.bookings.actions.moving import locked
from services.bookings.models import ActionItem, SessionRecord
from services.bookings.states import ACTION, ActionState, BookingState, Side


class Overtaken(Refused):
    """Somebody else saved in the meantime: `theirs` is what stands now."""

    def __init__(self, theirs: SessionRecord) -> None:
        super().__init__(
            _("Somebody else has saved this record in the meantime. Both texts are shown: keep what you need.")
        )
        self.theirs = theirs


@dataclass(frozen=True)
class Written:
    shared: str
    private: str
    version: int


@dataclass(frozen=True)
class Agreed:
    """Something to do."""

    text: str
    side: str = Side.STARTUP
    due_on: date | None = None


@transaction.atomic
def write(booking_id: Any, written: Written, *, by: Any, share: bool = False) -> SessionRecord:
    """`share`: from now on the team reads the shared part; that is never taken back. Raises Overtaken when `version` is old."""
    booking = locked(booking_id)
    if booking.state not in {BookingState.CONFIRMED, BookingState.ATTENDED} or booking.starts_at > timezone.now():
        raise Refused(_("A record is written once the meeting has begun."))
    record = SessionRecord.objects.select_for_update(no_key=True).filter(booking=booking).first()
    if record is None:
        record = SessionRecord(booking=booking, version=0)
    if record.version != written.version and (record.shared, record.private) != (written.shared, written.private):
        raise Overtaken(record)
    record.booking = booking
    record.shared, record.private, record.version = written.shared, written.private, record.version + 1
    record.written_by, record.written_at = by, timezone.now()
    is_first = share and record.shared_at is None
    if is_first:
        record.shared_at = timezone.now()
    record.save()
    note("share" if is_first else "write", record, by=by, startup=booking.startup_id)
    if is_first:
        notices.record_shared(record)
    return record


@transaction.atomic
def agree(booking_id: Any, agreed: Agreed, *, by: Any) -> ActionItem:
    """The same words for the same side twice are one."""
    booking = locked(booking_id)
    known = {"booking": booking, "text": agreed.text, "side": agreed.side, "state": ActionState.OPEN}
    if item := ActionItem.objects.filter(**known).first():
        return item
    item = ActionItem.objects.create(**known, startup=booking.startup, due_on=agreed.due_on)
    note("agree", item, by=by, startup=booking.startup_id)
    return item


@transaction.atomic
def settle_item(item_id: Any, verb: str, *, by: Any) -> ActionItem:
    """`do`, `drop` or `reopen`. Twice is once."""
    item = ActionItem.objects.locked().select_related("booking").get(pk=item_id)
    move = ACTION.moves[verb]
    if item.state == move.to:
        return item
    item.state = ACTION.after(verb, item.state)
    is_open = item.state == ActionState.OPEN
    item.settled_at, item.settled_by = (None, None) if is_open else (timezone.now(), by)
    item.save(update_fields=["state", "settled_at", "settled_by"])
    note(verb, item, by=by, startup=item.startup_id)
    return item

"""Records of meetings as each side may read them. What is private never leaves `for_provider`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from incubator.documents import owners
from incubator.documents.models import Document
from services.bookings.models import ActionItem, Booking, SessionRecord
from services.bookings.rules import may_note
from services.bookings.states import Side
from startups.rules import may_edit

SHARED_FILE, PRIVATE_FILE = "session_file_shared", "session_file_private"


@dataclass(frozen=True)
class Shared:
    """What a team reads of a record: no private word is in it, so none can leak."""

    text: str
    by: str
    at: datetime
    files: list[Document]


def for_team(booking: Booking) -> dict[str, Any]:
    """`record` and `actions` for templates/services/bookings/_record.html; empty until the coach has shared."""
    found = (
        SessionRecord.objects.filter(booking=booking)
        .exclude(shared_at=None)
        .defer("private")
        .select_related("written_by")
    )
    row = found.first()
    if row is None or row.shared_at is None:
        return {"record": None, "actions": []}
    files = list(Document.objects.about(row).filter(purpose=SHARED_FILE))
    record = Shared(row.shared, str(row.written_by or ""), row.shared_at, files)
    return {"record": record, "actions": list(ActionItem.objects.filter(booking=booking))}


def for_provider(booking: Booking) -> SessionRecord:
    """The record with both parts; an unsaved one when nothing was written yet."""
    return SessionRecord.objects.filter(booking=booking).first() or SessionRecord(booking=booking, version=0)


def files_of(record: SessionRecord) -> list[Document]:
    return list(Document.objects.about(record)) if record.pk else []


def may_settle(user: Any, item: ActionItem) -> bool:
    """The side concerned says that it is done; the coach may drop what he asked for, and staff everything."""
    if may_note(user, item.booking):
        return True
    return item.side == Side.STARTUP and may_edit(user, item.startup)


def _may_read(user: Any, document: Document) -> bool:
    record = SessionRecord.objects.visible_to(user).filter(pk=document.key).select_related("booking__provider").first()
    if record is None:
        return False
    return document.purpose == SHARED_FILE or may_note(user, record.booking)


def register() -> None:
    for purpose in (SHARED_FILE, PRIVATE_FILE):
        owners.register(purpose, may_read=_may_read, accepts="any")

"""What a letter brings to the reader's calendar: an entry, its change, or its end."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from events.registrations.entries import entry, organiser, uid_for
from events.registrations.models import Registration
from events.registrations.wording import sessions_of
from incubator.calendars import Event as Entry
from incubator.calendars import Mailbox, calendar
from incubator.outbox.kinds import CalendarPart


def request(letter: Any, values: dict[str, Any]) -> CalendarPart | None:
    """For whoever is registered; the number is that of the moment of posting, so a repeated letter says the same."""
    row: Registration = values["registration"]
    return _part(letter, row, method="REQUEST", status="CONFIRMED") if row.state == "registered" else None


def cancel(letter: Any, values: dict[str, Any]) -> CalendarPart | None:
    """Nobody's calendar forgets what it never held."""
    row: Registration = values["registration"]
    return _part(letter, row, method="CANCEL", status="CANCELLED") if row.has_entry else None


def drop(letter: Any, values: dict[str, Any]) -> CalendarPart | None:
    """One date is gone: its entry ends, those of the other dates stay."""
    row: Registration = values["registration"]
    if not row.has_entry:
        return None
    gone = letter.params
    starts, ends = (datetime.fromisoformat(gone[name]) for name in ("starts", "ends"))
    told: dict[str, Any] = {"stamp": letter.posted_at, "sequence": gone["seq"], "summary": row.event.title}
    sides: dict[str, Any] = {"organiser": organiser(), "attendee": Mailbox(row.address, row.who), "status": "CANCELLED"}
    ended = Entry(uid=uid_for(row, gone["uid"]), starts=starts, ends=ends, **told, **sides)
    return CalendarPart(calendar([ended], method="CANCEL"), "CANCEL")


def _part(letter: Any, row: Registration, *, method: str, status: str) -> CalendarPart:
    told: dict[str, Any] = {"stamp": letter.posted_at, "sequence": letter.params.get("seq", row.ics_seq)}
    sides: dict[str, Any] = {"organiser": organiser(), "attendee": Mailbox(row.address, row.who), "status": status}
    entries = [replace(entry(row, session, **told), **sides) for session in sessions_of(row.event)]
    return CalendarPart(calendar(entries, method=method), method)

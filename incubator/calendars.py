"""The one writer of iCalendar (RFC 5545): UTC instants, CRLF, lines folded at 75 octets without cutting a letter.

Instants are written in UTC, so that a device whose idea of Morocco's clock is old still rings at the right moment.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

PRODUCT = "-//portal//calendar//FR"
MOST_OCTETS = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_IN_QUOTES = str.maketrans({'"': "'", "\n": " ", "\r": None})


@dataclass(frozen=True)
class Mailbox:
    address: str
    name: str = ""

    def written(self, prop: str, extra: str = "") -> str:
        name = f';CN="{self.name.translate(_IN_QUOTES)}"' if self.name else ""
        return f"{prop}{name}{extra}:mailto:{self.address}"


@dataclass(frozen=True)
class Event:
    """`starts` is an instant, or a day for an entry of the whole day; `sequence` grows with every change of time, place or state."""

    uid: str
    starts: datetime | date
    summary: str
    stamp: datetime
    ends: datetime | date | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    status: str = "CONFIRMED"
    organiser: Mailbox | None = None
    attendee: Mailbox | None = None

    def lines(self) -> Iterator[str]:
        yield "BEGIN:VEVENT"
        yield f"UID:{_text(self.uid)}"
        yield f"DTSTAMP:{_instant(self.stamp)}"
        yield f"SEQUENCE:{self.sequence}"
        yield f"STATUS:{self.status}"
        yield _when("DTSTART", self.starts)
        if self.ends is not None:
            yield _when("DTEND", self.ends)
        for prop, value in (("SUMMARY", self.summary), ("DESCRIPTION", self.description), ("LOCATION", self.location)):
            if value:
                yield f"{prop}:{_text(value)}"
        if self.url:
            yield f"URL:{self.url}"
        if self.organiser:
            yield self.organiser.written("ORGANIZER")
        if self.attendee:
            yield self.attendee.written("ATTENDEE", ";PARTSTAT=ACCEPTED;RSVP=FALSE")
        if not isinstance(self.starts, datetime):
            yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def calendar(events: Iterable[Event], *, name: str = "", method: str = "PUBLISH", language: str = "") -> bytes:
    """A whole file. `method` is PUBLISH for feeds and downloads, REQUEST and CANCEL for invitations (booking.md 2.5)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if name:
        tongue = f";LANGUAGE={language}" if language else ""
        lines += [f"NAME{tongue}:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines.extend(event.lines())
    lines.append("END:VCALENDAR")
    return "".join(f"{fold}\r\n" for line in lines for fold in _folded(line)).encode()


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise ValueError("A calendar file tells instants: a datetime without a zone is none.")
    return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _when(prop: str, value: datetime | date) -> str:
    if isinstance(value, datetime):
        return f"{prop}:{_instant(value)}"
    return f"{prop};VALUE=DATE:{value:%Y%m%d}"


def _folded(line: str) -> Iterator[str]:
    """Pieces of at most 75 octets; every piece but the first begins with a blank that counts."""
    if len(line.encode()) <= MOST_OCTETS:
        yield line
        return
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MOST_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    yield piece

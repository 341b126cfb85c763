"""The calendar entry of a meeting (booking.md 2.5): one UID for life, numbered upwards; by mail, by download and in feeds the same."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from events.registrations.entries import organiser
from incubator.calendars import Event as Entry
from incubator.calendars import Mailbox, calendar
from incubator.outbox.kinds import CalendarPart
from services.bookings.models import Booking
from services.bookings.wording import access_notes, span, video_link, where


def entry(booking: Booking, *, stamp: datetime | None = None, sequence: int | None = None) -> Entry:
    return Entry(
        uid=booking.ics_uid,
        starts=booking.starts_at,
        ends=booking.ends_at,
        summary=str(booking),
        description=_description(booking),
        location=where(booking),
        url=settings.SITE_URL + booking.get_absolute_url(),
        stamp=stamp or timezone.now(),
        sequence=booking.ics_seq if sequence is None else sequence,
    )


def _description(booking: Booking) -> str:
    """The hour of Casablanca in words, for devices whose idea of it is old."""
    said = [span(booking)]
    if booking.provider:
        said.append(_("With %(who)s") % {"who": booking.provider})
    if link := video_link(booking):
        said.append(_("Video room: %(link)s") % {"link": link})
    said += access_notes(booking)
    if booking.goal:
        said.append(_("Goal: %(goal)s") % {"goal": booking.goal})
    return "\n".join(said)


def download(booking: Booking, *, name: str, language: str) -> bytes:
    """A published entry, without organiser or guests."""
    return calendar([entry(booking)], name=name, language=language)


def request(letter: Any, values: dict[str, Any]) -> CalendarPart | None:
    """For a meeting that stands; the number is that of the moment of posting, so a repeated letter says the same."""
    return _part(letter, values["booking"], method="REQUEST", status="CONFIRMED")


def cancel(letter: Any, values: dict[str, Any]) -> CalendarPart | None:
    """Nobody's calendar forgets what it never held."""
    booking: Booking = values["booking"]
    return _part(letter, booking, method="CANCEL", status="CANCELLED") if booking.confirmed_at else None


def _part(letter: Any, booking: Booking, *, method: str, status: str) -> CalendarPart:
    """One guest: whoever reads the letter, so that no address leaks."""
    told = entry(booking, stamp=letter.posted_at, sequence=letter.params.get("seq", booking.ics_seq))
    guest = Mailbox(letter.person.email, str(letter.person))
    return CalendarPart(
        calendar([replace(told, organiser=organiser(), attendee=guest, status=status)], method=method), method
    )

"""The calendar entries of a registration (booking.md 2.5): one per session, under one UID for life, numbered upwards.

The same entry comes by mail, by download and in the private feed, so that a device holds it once.
"""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.registrations import links
from events.registrations.models import Registration
from events.registrations.wording import is_in_room, online_link, rooms, span
from incubator.calendars import Event as Entry
from incubator.calendars import Mailbox, calendar


def uid_of(row: Registration, session: Session) -> str:
    """Follows from both, so that dates may come and go while the others keep theirs."""
    return uid_for(row, session.uid.hex)


def uid_for(row: Registration, session_hex: str) -> str:
    """Also of a date that is gone, by its own number."""
    name, _at, host = row.ics_uid.partition("@")
    return f"{name}.{session_hex}@{host}"


def page_of(row: Registration) -> str:
    """Her page: behind her account, or behind her signed link."""
    return (
        settings.SITE_URL + reverse("events:registration_detail", args=[row.pk]) if row.person_id else links.url_of(row)
    )


def organiser() -> Mailbox:
    """A mailbox that accepts replies."""
    return Mailbox(settings.REPLY_TO or parseaddr(settings.DEFAULT_FROM_EMAIL)[1], str(_(settings.PORTAL_NAME)))


def entry(row: Registration, session: Session, *, stamp: datetime | None = None, sequence: int | None = None) -> Entry:
    title = row.event.title
    return Entry(
        uid=uid_of(row, session),
        starts=session.starts_at,
        ends=session.ends_at,
        summary=f"{title} – {session.title}" if session.title else title,
        description=_description(row, session),
        location=_place(row, session),
        url=page_of(row),
        stamp=stamp or timezone.now(),
        sequence=row.ics_seq if sequence is None else sequence,
    )


def _place(row: Registration, session: Session) -> str:
    if not is_in_room(row):
        return _("Online")
    return ", ".join(part for part in (rooms(session), row.event.where) if part)


def _description(row: Registration, session: Session) -> str:
    said = [span(session.starts_at, session.ends_at, row.event)]
    if link := online_link(row):
        said.append(_("Online room: %(link)s") % {"link": link})
    if is_in_room(row) and row.event.access_note:
        said.append(row.event.access_note)
    said.append(_("Your registration: %(link)s") % {"link": page_of(row)})
    return "\n".join(said)


def download(held: Iterable[tuple[Registration, list[Session]]], *, name: str, language: str) -> bytes:
    """Published entries, without organiser or guests."""
    return calendar([entry(row, one) for row, sessions in held for one in sessions], name=name, language=language)

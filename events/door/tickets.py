"""The ticket: its address, its code, its paper. The code is the key, so whoever holds the ticket needs no account."""

import re
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.models import Event, Session
from events.registrations.models import Registration
from incubator import qr
from incubator.paper import apart
from incubator.spoken import clock, moment

#: What a scanner hands over: the whole address, or the code that somebody typed.
_IN_ADDRESS = re.compile(r"/tickets/([\w-]{22})(?:/|$|\?)", re.ASCII)
_BARE = re.compile(r"[\w-]{22}", re.ASCII)


def address_of(registration: Registration) -> str:
    """The whole address that the QR code holds, in the language of the letters."""
    language = registration.person.language if registration.person else registration.language
    with translation.override(language):
        return settings.SITE_URL + reverse("events:ticket_detail", args=[registration.ticket])


def code_in(scanned: str) -> str:
    """The code of a scanned address or of a typed code; empty when it can be none of ours."""
    words = unquote(scanned.strip())[:500]
    if found := _IN_ADDRESS.search(words):
        return found[1]
    return words if _BARE.fullmatch(words) else ""


def drawn(registration: Registration) -> Any:
    return qr.svg(address_of(registration), label=_("QR code of the ticket"))


def sessions_of(event: Event) -> list[Session]:
    return list(event.sessions.prefetch_related("resources"))


def when(session: Session) -> str:
    """vendredi 18 décembre 2026 à 9 h, heure de Casablanca (fin à 12 h)"""
    told = {"start": moment(session.starts_at, zone=True), "end": clock(session.ends_at)}
    return _("%(start)s (until %(end)s)") % told


def room(session: Session) -> str:
    return ", ".join(resource.name for resource in session.resources.all())


def facts(registration: Registration) -> dict[str, Any]:
    """What stands on the paper."""
    event, sessions = registration.event, sessions_of(registration.event)
    places = ngettext("%(count)d place", "%(count)d places", registration.seats) % {"count": registration.seats}
    rooms = ", ".join(dict.fromkeys(filter(None, map(room, sessions))))
    pairs = [
        [_("Name"), apart(registration.who)],
        [_("When"), "\n".join(when(session) for session in sessions)],
        [_("Where"), "\n".join(apart(part) for part in (event.where, rooms, event.access_note) if part)],
        [_("Way to take part"), registration.seating.get_way_display()],
        [_("Places"), places],
    ]
    return {
        "title": event.title,
        "head": _("Ticket"),
        "pairs": [[name, value] for name, value in pairs if value],
        "qr": str(drawn(registration)),
        "qr_label": _("QR code of the ticket"),
        "note": _("Show this code at the door, on paper or on your phone."),
        "code": registration.ticket,
    }

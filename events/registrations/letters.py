"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Invitee, Session
from events.registrations import invitations, links
from events.registrations.entries import page_of
from events.registrations.models import Registration
from events.registrations.notices import UNIT
from events.registrations.states import RegistrationState as R
from events.registrations.wording import dated, is_in_room, moment, online_link, sessions_of, span
from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category

Told = dict[str, Any] | None
More = Callable[[Registration, dict[str, Any]], Told]


def _context(more: More) -> Context:
    """Adds what one kind says to what all say: what, when, where or how, and the page with the next step."""

    def context(letter: Any) -> Told:
        row = Registration.objects.with_card().with_position().filter(pk=letter.key_of_thing).first()
        if row is None or letter.person_id != row.person_id or not row.address:
            return None
        with translation.override(letter.spoken_language):
            values = more(row, letter.params)
            return None if values is None else {**_common(row), **values}

    return context


def _common(row: Registration) -> dict[str, Any]:
    event, in_room = row.event, is_in_room(row)
    return {
        "registration": row,
        "name": row.who if row.person or row.name else "",
        "event": event.title,
        "dates": dated(sessions_of(event), event, in_room=in_room),
        "where": event.where if in_room else "",
        "access_note": event.access_note if in_room else "",
        "is_online": not in_room,
        "online_url": online_link(row),
        "seats": row.seats,
        "url": page_of(row),
        "ticket_url": f"{settings.SITE_URL}{reverse('events:ticket_detail', args=[row.ticket])}" if in_room else "",
    }


def _while(*states: str) -> More:
    return lambda row, _params: {} if row.state in states else None


def _waiting(row: Registration, _params: dict[str, Any]) -> Told:
    return {"position": getattr(row, "position", None)} if row.state == R.WAITLISTED else None


def _offered(row: Registration, params: dict[str, Any]) -> Told:
    holds = row.state == R.OFFERED and row.offers == params["offer"] and row.offer_until
    return {"until": moment(row.offer_until, row.event)} if holds and row.offer_until else None


def _free(row: Registration, _params: dict[str, Any]) -> Told:
    return {} if row.state == R.WAITLISTED and not row.seating.is_full and row.event.is_live else None


def _rejected(row: Registration, _params: dict[str, Any]) -> Told:
    return {"reason": row.reason} if row.state == R.REJECTED else None


def _moved(row: Registration, params: dict[str, Any]) -> Told:
    """Only the newest dates are told."""
    holds = row.is_live and row.event.is_live and row.event.schedule_rev == params["rev"]
    if not holds:
        return None
    because = params.get("because", "")
    return {
        "is_registered": row.state == R.REGISTERED,
        "is_legal_time": because == "legal_time",
        "is_place": because == "place",
    }


def _dropped(row: Registration, params: dict[str, Any]) -> Told:
    """The date that is gone, beside those that stay."""
    starts, ends = (datetime.fromisoformat(params[name]) for name in ("starts", "ends"))
    return {"gone": span(starts, ends, row.event)} if row.is_live and row.event.is_live else None


def _cancelled(row: Registration, _params: dict[str, Any]) -> Told:
    return {"reason": row.event.cancel_reason} if row.state == R.CANCELLED else None


def _reminder(row: Registration, params: dict[str, Any]) -> Told:
    """One date: still ahead, not moved since, and not told already in a letter about several."""
    ahead = _ahead(row, params["session"]) if not params.get("told_with") else []
    holds = row.state == R.REGISTERED and row.event.is_live and row.event.schedule_rev == params["rev"] and ahead
    return {"dates": dated(ahead, row.event, in_room=is_in_room(row))} if holds else None


def _ahead(row: Registration, session: int) -> list[Session]:
    rows = row.event.sessions.filter(pk=session, starts_at__gt=timezone.now())
    return list(rows.prefetch_related("resources"))


def _digest(letter: Any) -> Told:
    """Several dates of one person on one day; each is checked as if it stood alone."""
    parts = letter.params["parts"]
    rows = Registration.objects.with_card().in_bulk([part["registration"] for part in parts])
    found = {str(pk): row for pk, row in rows.items()}
    with translation.override(letter.spoken_language):
        told: dict[str, dict[str, Any]] = {}
        for part in parts:
            values = _part(found.get(part["registration"]), part, letter)
            if values and part["registration"] in told:
                told[part["registration"]]["dates"] += values["dates"]
            elif values:
                told[part["registration"]] = values
        held = list(told.values())
        return {"parts": held, "name": held[0]["name"]} if held else None


def _part(row: Registration | None, part: dict[str, Any], letter: Any) -> Told:
    if row is None or letter.person_id != row.person_id or not row.address:
        return None
    values = _reminder(row, part)
    return {**_common(row), **values} if values else None


def _invitation(letter: Any) -> Told:
    invitee = Invitee.objects.select_related("event__site").filter(pk=letter.key_of_thing).first()
    if invitee is None or not invitee.event.is_live:
        return None
    with translation.override(letter.spoken_language):
        event = invitee.event
        return {
            "name": invitee.name,
            "event": event.title,
            "summary": event.summary,
            "dates": dated(sessions_of(event), event),
            "where": event.where,
            "access_note": "",
            "is_online": not event.where,
            "online_url": "",
            "seats": 1,
            "url": links.invitation_url(invitee, letter.spoken_language),
        }


def _kind(word: str, label: Any, more: More, **how: Any) -> Kind:
    return Kind(f"{UNIT}.{word}", _context(more), label=label, **how)


REQUEST, CANCEL, REMINDER = invitations.request, invitations.cancel, Category.REMINDER
KINDS = (
    _kind("address_to_confirm", _("address to confirm"), _while(R.UNCONFIRMED), priority=3),
    _kind("registration_confirmed", _("registration confirmed"), _while(R.REGISTERED), priority=4, calendar=REQUEST),
    _kind("registration_waitlisted", _("on the waiting list"), _waiting),
    _kind("registration_pending", _("registration to be approved"), _while(R.PENDING)),
    _kind("registration_rejected", _("registration not approved"), _rejected),
    _kind("registration_withdrawn", _("registration withdrawn"), _while(R.WITHDRAWN), calendar=CANCEL),
    _kind("place_offered", _("place offered"), _offered, priority=3),
    _kind("offer_lapsed", _("time to answer an offer is over"), _while(R.LAPSED)),
    _kind("place_free", _("place free shortly before"), _free, priority=3),
    _kind("event_moved", _("event moved"), _moved, priority=4, calendar=REQUEST),
    _kind("date_dropped", _("a date is dropped"), _dropped, priority=4, calendar=invitations.drop),
    _kind("event_cancelled", _("event cancelled"), _cancelled, priority=4, calendar=CANCEL),
    _kind("event_reminder", _("reminder of an event"), _reminder, category=REMINDER),
    Kind(f"{UNIT}.reminder_digest", _digest, category=REMINDER, label=_("reminder of several dates")),
    Kind(f"{UNIT}.event_invitation", _invitation, label=_("invitation to an event")),
)
NAMES = tuple(kind.name.removeprefix(f"{UNIT}.") for kind in KINDS)


def register() -> None:
    kinds.register(*KINDS)

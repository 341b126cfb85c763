"""What the letters say: facts of the moment of sending, or None when a letter has lost its sense."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from services.bookings import entries, links
from services.bookings.models import Booking
from services.bookings.notices import UNIT, both_sides, startup_side
from services.bookings.queries import next_times
from services.bookings.rules import may_change
from services.bookings.states import BookingState as B
from services.bookings.wording import access_notes, own_hour, span, video_link, where
from services.calendar.wanted import Wanted

Told = dict[str, Any] | None
More = Callable[[Booking, dict[str, Any]], Told]


def _context(more: More, *, for_staff: bool = False) -> Context:
    """Adds what one kind says to what all say: what, when, where or how, with whom, and the page with the next step."""

    def context(letter: Any) -> Told:
        booking = Booking.objects.with_card().filter(pk=letter.key_of_thing).first()
        if booking is None or not (for_staff or letter.person_id in {one.pk for one in both_sides(booking)}):
            return None
        with translation.override(letter.spoken_language):
            values = more(booking, letter.params)
            return None if values is None else {**common(booking, letter), **values}

    return context


def common(booking: Booking, letter: Any) -> dict[str, Any]:
    provider = booking.provider
    is_provider = bool(provider and provider.person_id == letter.person_id)
    return {
        "booking": booking,
        "service": booking.service.name,
        "startup": booking.startup.name,
        "provider": str(provider or ""),
        "is_provider": is_provider,
        "when": span(booking),
        "own_hour": own_hour(booking.starts_at, provider) if provider else "",
        "where": where(booking),
        "access_note": ". ".join(access_notes(booking)),
        "video_url": video_link(booking),
        "by_video": booking.place == "video",
        "goal": booking.goal,
        "reason": booking.reason,
        "url": settings.SITE_URL + booking.get_absolute_url(),
        **_links(booking, letter),
    }


def _links(booking: Booking, letter: Any) -> dict[str, str]:
    """The private link of whoever takes part, and the pages behind it that she may use."""
    if letter.person_id not in {one.pk for one in startup_side(booking)}:
        return {"link": "", "move_url": "", "cancel_url": ""}
    pages = {"link": "booking_link", "move_url": "booking_link_move", "cancel_url": "booking_link_cancel"}
    may = may_change(letter.person, booking)
    how: dict[str, Any] = {"language": letter.spoken_language}
    return {
        name: links.url_of(booking, letter.person, page, **how) if may or name == "link" else ""
        for name, page in pages.items()
    }


def _while(*states: str) -> More:
    return lambda booking, _params: {} if booking.state in states else None


def _moved(booking: Booking, params: dict[str, Any]) -> Told:
    """Only the newest time is told, beside the one that was told before."""
    if booking.state != B.CONFIRMED or booking.schedule_rev != params["rev"]:
        return None
    before = spoken.moment(datetime.fromisoformat(params["before"]))
    return {"before": before, "is_legal_time": params.get("because") == "legal_time"}


def _ended(booking: Booking, _params: dict[str, Any]) -> Told:
    """Who cancelled, what becomes of the credits, and when else it could be."""
    if booking.state not in {B.BY_STARTUP, B.LATE, B.BY_PROGRAMME}:
        return None
    times = _next(booking) if booking.state == B.BY_PROGRAMME else []
    return {
        "by_startup": booking.state != B.BY_PROGRAMME,
        "is_late": booking.state == B.LATE,
        "costs": booking.price > 0,
        "times": times,
        "times_url": settings.SITE_URL + reverse("services:time_list", args=[booking.service.slug]),
    }


def _next(booking: Booking) -> list[str]:
    wanted = Wanted(booking.service, timezone.localdate())
    return [spoken.moment(free.starts_at) for free in next_times(wanted)]


def _reminder(booking: Booking, params: dict[str, Any]) -> Told:
    """Still ahead, not moved since, and not in question."""
    is_ahead = booking.starts_at > timezone.now() and not booking.is_in_question
    holds = booking.state == B.CONFIRMED and booking.schedule_rev == params["rev"] and is_ahead
    return {"is_today": timezone.localdate(booking.starts_at) == timezone.localdate()} if holds else None


def _linkless(booking: Booking, params: dict[str, Any]) -> Told:
    """Nobody has given the video room in the meantime."""
    holds = _reminder(booking, params) is not None and booking.place == "video"
    return {} if holds and not video_link(booking) else None


def _kind(name: str, more: More, label: Any, **how: Any) -> Kind:
    return Kind(f"{UNIT}.{name}", _context(more, for_staff=how.pop("for_staff", False)), label=label, **how)


def register() -> None:
    request, cancel = entries.request, entries.cancel
    kinds.register(
        _kind("booking_confirmed", _while(B.CONFIRMED), _("booking confirmed"), priority=4, calendar=request),
        _kind("booking_pending", _while(B.PENDING), _("booking waits for approval")),
        _kind("booking_rejected", _while(B.REJECTED), _("booking not approved")),
        _kind("booking_expired", _while(B.EXPIRED), _("booking not approved in time")),
        _kind("booking_moved", _moved, _("booking moved"), priority=4, calendar=request),
        _kind("booking_cancelled", _ended, _("booking cancelled"), priority=4, calendar=cancel),
        _kind("booking_reminder", _reminder, _("reminder of a booking"), category=Category.REMINDER),
        _kind("video_link_missing", _linkless, _("video room missing"), priority=3, for_staff=True),
    )

"""What the letters about a substitute and about a meeting that is over say; None when a letter has lost its sense."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from services.bookings import entries, signed
from services.bookings.letters import common
from services.bookings.models import Booking
from services.bookings.notices import UNIT, both_sides, startup_side
from services.bookings.queries import is_watched
from services.bookings.states import COMING
from services.bookings.states import BookingState as B

Told = dict[str, Any] | None
More = Callable[[Booking, Any], Told]
STARS = range(1, 6)


def _context(more: More) -> Context:
    def context(letter: Any) -> Told:
        booking = Booking.objects.with_card().select_related("asked_by").filter(pk=letter.key_of_thing).first()
        if booking is None or letter.person is None:
            return None
        with translation.override(letter.spoken_language):
            values = more(booking, letter)
            return None if values is None else {**common(booking, letter), **values}

    return context


def _is_of(letter: Any, people: list[Any]) -> bool:
    return letter.person_id in {one.pk for one in people}


def _substituted(booking: Booking, letter: Any) -> Told:
    """Only the newest substitute is told."""
    holds = booking.state in COMING and booking.schedule_rev == letter.params["rev"]
    return {"before": letter.params["before"]} if holds and _is_of(letter, both_sides(booking)) else None


def _handed_over(booking: Booking, letter: Any) -> Told:
    is_back = booking.provider is not None and booking.provider.person_id == letter.person_id
    return (
        None
        if is_back
        else {"video_url": "", "by_video": False, "url": settings.SITE_URL + reverse("services:coaching_today")}
    )


def _attendance(booking: Booking, letter: Any) -> Told:
    """Nobody has said yet, and it is still this coach whose word counts."""
    is_hers = booking.provider is not None and booking.provider.person_id == letter.person_id
    if booking.state != B.CONFIRMED or not is_hers:
        return None
    link = signed.url(signed.ATTENDANCE, booking, letter.person, name="attendance_answer")
    return {"url": link, "again": bool(letter.params.get("again"))}


def _rating(booking: Booking, letter: Any) -> Told:
    if booking.state != B.ATTENDED or booking.rating or not _is_of(letter, startup_side(booking)):
        return None
    link = signed.url(signed.RATING, booking, letter.person, name="rating_answer")
    return {"url": link, "stars": [(number, f"{link}?stars={number}") for number in STARS]}


def _missed(booking: Booking, letter: Any) -> Told:
    """Still noted, and not forgiven."""
    if booking.state != B.NO_SHOW or booking.is_forgiven or not _is_of(letter, startup_side(booking)):
        return None
    return {"costs": booking.price > 0, "is_watched": is_watched(booking.startup)}


def _shared(booking: Booking, letter: Any) -> Told:
    record = getattr(booking, "record", None)
    return {} if record and record.shared_at and _is_of(letter, startup_side(booking)) else None


def _kind(name: str, more: More, label: Any, **how: Any) -> Kind:
    return Kind(f"{UNIT}.{name}", _context(more), label=label, **how)


def register() -> None:
    kinds.register(
        _kind(
            "booking_substituted",
            _substituted,
            _("somebody else receives the startup"),
            priority=4,
            calendar=entries.request,
        ),
        _kind(
            "booking_handed_over",
            _handed_over,
            _("meeting given to somebody else"),
            priority=4,
            calendar=entries.cancel,
        ),
        _kind("attendance_asked", _attendance, _("did the meeting take place")),
        _kind("booking_missed", _missed, _("nobody came to a meeting")),
        _kind("rating_asked", _rating, _("rate a meeting"), category=Category.REMINDER),
        _kind("record_shared", _shared, _("notes of a meeting shared")),
    )

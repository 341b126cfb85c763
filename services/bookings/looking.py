"""One meeting as one person reads it: what she may do, and where its pages are."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from incubator.documents.models import Document
from services.bookings import rules
from services.bookings.models import Booking
from services.bookings.states import BookingState as B
from services.bookings.wording import access_notes, own_hour, span, video_link, where


@dataclass(frozen=True)
class Card:
    """`token`: reached by a signed link, whose pages are the twins of those behind an account."""

    booking: Booking
    person: Any
    token: str = ""

    def url(self, page: str) -> str:
        if self.token:
            return reverse("services:booking_link" + ("" if page == "detail" else f"_{page}"), args=[self.token])
        return reverse(f"services:booking_{page}", args=[self.booking.pk])

    @property
    def urls(self) -> dict[str, str]:
        return {page: self.url(page) for page in ("detail", "move", "cancel", "calendar")}

    @property
    def shell(self) -> str:
        return "base.html" if self.token else "workspace.html"

    @property
    def when(self) -> str:
        return span(self.booking)

    @property
    def own_hour(self) -> str:
        provider = self.booking.provider
        return own_hour(self.booking.starts_at, provider) if provider else ""

    @property
    def where(self) -> str:
        return where(self.booking)

    @property
    def access_notes(self) -> list[str]:
        return access_notes(self.booking)

    @property
    def video_link(self) -> str:
        return video_link(self.booking) if self.is_confirmed else ""

    @property
    def is_confirmed(self) -> bool:
        return self.booking.state == B.CONFIRMED

    @property
    def is_coming(self) -> bool:
        return rules.is_coming(self.booking)

    @property
    def is_late(self) -> bool:
        """Cancelled now by the startup, it counts as used."""
        return self.of_team and rules.is_late(self.booking)

    @property
    def of_team(self) -> bool:
        """Of the startup's side; whoever receives and staff cancel for the programme."""
        return not rules.may_note(self.person, self.booking)

    @cached_property
    def may_change(self) -> bool:
        return rules.may_change(self.person, self.booking)

    @cached_property
    def may_move(self) -> bool:
        return rules.may_move(self.person, self.booking)

    @property
    def is_too_late_to_move(self) -> bool:
        return self.may_change and self.is_confirmed and not self.may_move

    @cached_property
    def may_add_file(self) -> bool:
        return not self.token and rules.may_add_file(self.person, self.booking)

    @cached_property
    def may_remove_file(self) -> bool:
        return not self.token and rules.may_remove_file(self.person, self.booking)

    @cached_property
    def files(self) -> list[Document]:
        """Behind the account only."""
        return [] if self.token else list(Document.objects.about(self.booking).select_related("uploaded_by"))

    @cached_property
    def participants(self) -> list[Any]:
        return list(self.booking.participants.all())

    @property
    def minutes_left(self) -> int:
        """Of what is kept."""
        until = self.booking.held_until
        return max(0, int((until - timezone.now()).total_seconds()) // 60) if until else 0

"""One registration as its owner reads it: the state in words, the next step, when, where and how."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda.models import Event
from events.registrations import rules
from events.registrations.links import token_of
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from events.registrations.wording import Dated, dated, is_in_room, moment, online_link, sessions_of


def shell_for(user: Any) -> str:
    """Behind an account pages stand in the workspace; a signed link opens a page of the public site."""
    return "workspace.html" if user is not None and user.is_authenticated else "base.html"


@dataclass(frozen=True)
class Card:
    """`of_guest`: reached by a signed link, whose pages are the twins of those behind an account."""

    row: Any
    dates: list[Dated]
    of_guest: bool

    def url(self, page: str) -> str:
        if self.of_guest:
            return reverse(f"events:guest_{page}", args=[self.token])
        return reverse(f"events:registration_{page}", args=[self.row.pk])

    @property
    def token(self) -> str:
        return token_of(self.row)

    @property
    def has_ended(self) -> bool:
        return bool(self.row.event.ends_at and self.row.event.ends_at <= timezone.now())

    @property
    def urls(self) -> dict[str, str]:
        pages = ["detail", "accept", "take", "withdraw", "calendar"]
        return {page: self.url(page) for page in [*pages, *(["confirm"] if self.of_guest else [])]}

    @property
    def answers_until(self) -> str:
        return moment(self.row.offer_until, self.row.event) if self.row.state == R.OFFERED else ""

    @property
    def withdraws_until(self) -> str:
        end = self.row.event.withdrawal_ends()
        return moment(end, self.row.event) if end and self.row.state == R.REGISTERED else ""

    @property
    def in_line(self) -> str:
        position = getattr(self.row, "position", None)
        return _("Number %(position)d in line") % {"position": position} if position and self.is_waiting else ""

    @property
    def is_waiting(self) -> bool:
        return self.row.state == R.WAITLISTED

    @property
    def is_registered(self) -> bool:
        return self.row.state == R.REGISTERED

    @property
    def in_room(self) -> bool:
        return is_in_room(self.row)

    @property
    def online_url(self) -> str:
        return online_link(self.row)

    @property
    def may_accept(self) -> bool:
        return rules.may_accept(self.row)

    @property
    def may_wait_again(self) -> bool:
        return rules.may_wait_again(self.row)

    @property
    def may_take(self) -> bool:
        return rules.may_take(self.row)

    @property
    def may_withdraw(self) -> bool:
        return rules.may_withdraw(self.row)

    @property
    def withdraws(self) -> str:
        """The word on the button: what is given up differs."""
        words = {R.WAITLISTED: _("Leave the list"), R.OFFERED: _("Decline"), R.PENDING: _("Withdraw my request")}
        words[R.UNCONFIRMED] = words[R.PENDING]
        return words.get(R(self.row.state), _("Give my place back"))


class Ask:
    """What stands around the form: when and where, whether one can register now, and what the button promises."""

    def __init__(self, event: Event, form: Any) -> None:
        self.event, self.form = event, form
        self.seatings = list(event.seatings.all()) if form.is_bound else form.seatings
        self.dates = dated(event.sessions.all(), event, in_room=False)  # the event's page names the rooms

    @property
    def is_open(self) -> bool:
        return rules.is_open(self.event)

    @property
    def full(self) -> list[str]:
        """Ways whose list one would join; the form brings them back, so that nobody waits unasked."""
        if self.event.needs_approval:
            return []
        return [seating.way for seating in self.seatings if seating.lacks(self.form.places)]

    @property
    def is_full(self) -> bool:
        """Whatever is chosen, or what was chosen."""
        chosen = self.form.seating.way in self.full if self.form.is_bound else False
        return chosen or len(self.full) == len(self.seatings)

    @property
    def is_over(self) -> bool:
        """No place, and no list to wait on."""
        return len(self.full) == len(self.seatings) and not self.event.has_waiting_list

    @property
    def left(self) -> int | None:
        """Told when there is one way only; with two, each tells its own."""
        return self.seatings[0].left if len(self.seatings) == 1 else None

    @property
    def opens(self) -> str:
        ahead = self.event.is_live and self.event.opens_at and self.event.opens_at > timezone.now()
        return moment(self.event.opens_at, self.event) if ahead and self.event.opens_at else ""

    @property
    def ends(self) -> str:
        end = self.event.closes_at
        return moment(end, self.event) if end else ""


def card_of(row: Registration, *, of_guest: bool = False) -> Card:
    in_room = is_in_room(row)
    return Card(row, dated(sessions_of(row.event), row.event, in_room=in_room), of_guest)

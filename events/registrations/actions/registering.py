"""A claim on a place: registered, waiting, to be approved, or to be confirmed by the link in a mail.

A request that comes twice gives the same registration and moves nothing (booking.md 1, cases 2 and 3).
"""

import uuid
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.agenda.models import Event, Seating
from events.registrations import notices
from events.registrations.actions.moving import move
from events.registrations.models import Registration
from events.registrations.rules import is_open
from events.registrations.seats import locked, take_quota, take_seat
from events.registrations.states import Origin
from events.registrations.states import RegistrationState as R
from incubator.errors import Refused
from incubator.journal.models import record
from startups.models import Startup


@dataclass(frozen=True)
class Registrant:
    """Who comes: a person with an account, or name and address of somebody without one."""

    person: Any = None
    name: str = ""
    email: str = ""
    organisation: str = ""
    startup: Startup | None = None
    language: str = "fr"

    def sides(self) -> dict[str, Any]:
        known = {"person": self.person} if self.person else {"name": self.name, "email": self.email}
        more = {"organisation": self.organisation, "startup": self.startup, "language": self.language}
        return {**known, **more}


@dataclass(frozen=True)
class Wish:
    """What is asked for. `token` comes with the form: the same one is the same request."""

    way: str
    seats: int = 1
    may_split: bool = False
    may_wait: bool = True  # false: the form promised a place, so the list is offered first
    answers: dict[str, Any] = field(default_factory=dict)
    token: uuid.UUID = field(default_factory=uuid.uuid4)


LOST = gettext_lazy("There are not enough places left. You can join the waiting list: your answers are kept below.")


class Full(Refused):
    """The last place went while the form was being filled in; the waiting list is open."""


def register(event_id: int, who: Registrant, wish: Wish, *, by: Any, for_staff: bool = False) -> Registration:
    """Raises Refused when it is closed, or too many of one startup come. `for_staff`: staff enter somebody, whatever the hour."""
    wish = _own(event_id, who, wish)
    if known := _known(event_id, who, wish):
        if not (who.person or for_staff):
            _tell_again(known, wish)
        return known
    try:
        with transaction.atomic():
            return _register(event_id, who, wish, by=by, for_staff=for_staff)
    except IntegrityError:
        if known := _known(event_id, who, wish):
            return known
        raise


def _own(event_id: int, who: Registrant, wish: Wish) -> Wish:
    """The same form sent for somebody else, an address corrected by the back button say, is another request."""
    same = Registration.objects.filter(client_token=wish.token).first()
    if same is None or (same.event_id == event_id and _whose(same) == (who.person and who.person.pk, who.email)):
        return wish
    return replace(wish, token=uuid.uuid5(wish.token, f"{event_id}:{who.person.pk if who.person else who.email}"))


def _whose(row: Registration) -> tuple[int | None, str]:
    return row.person_id, row.email


def _known(event_id: int, who: Registrant, wish: Wish) -> Registration | None:
    """The same request, or a live registration of the same person or address."""
    if same := Registration.objects.filter(client_token=wish.token).first():
        return same
    mine = Q(person=who.person) if who.person else Q(person=None, email=who.email) | Q(person__email=who.email)
    return Registration.objects.live().with_card().filter(mine, event_id=event_id).first()


def _tell_again(known: Registration, wish: Wish) -> None:
    """The address is registered already: its owner gets her link anew, and whoever typed it learns nothing."""
    if known.client_token != wish.token:
        with transaction.atomic():
            notices.told_again(known, wish.token)


def _register(event_id: int, who: Registrant, wish: Wish, *, by: Any, for_staff: bool) -> Registration:
    event = Event.objects.get(pk=event_id)
    made = Registration(event=event, client_token=wish.token, seats=wish.seats, may_split=wish.may_split)
    _check(event, wish, for_staff=for_staff)
    made.seating = _seating(event, wish.way)
    made.answers, made.registered_by = wish.answers, by
    made.origin = Origin.STAFF if for_staff else Origin.ONLINE
    for name, value in who.sides().items():
        setattr(made, name, value)
    needs_approval = event.needs_approval and not for_staff
    if not (wish.may_wait or needs_approval) and made.seating.lacks(wish.seats):
        _offer_the_list(event)
    if who.person is None and not for_staff:
        return _unconfirmed(made)
    return _admit(made, by=by, needs_approval=needs_approval, may_wait=wish.may_wait)


def _offer_the_list(event: Event) -> None:
    if not event.has_waiting_list:
        raise Refused(_("All places are taken."), field="way")
    raise Full(LOST)


def _check(event: Event, wish: Wish, *, for_staff: bool) -> None:
    if not 1 <= wish.seats <= event.most_seats:
        raise Refused(_("One registration is for %(most)d places at most.") % {"most": event.most_seats}, field="seats")
    if not (is_open(event) or (for_staff and event.is_live)):
        raise Refused(_("Registration is closed."))


def _seating(event: Event, way: str) -> Seating:
    seating = event.seatings.filter(way=way).first()
    if seating is None:
        raise Refused(_("Choose how you will take part."), field="way")
    return seating


def _unconfirmed(made: Registration) -> Registration:
    """Holds nothing until the link in the mail was followed: an address that was mistyped blocks nobody's place."""
    made.state = R.UNCONFIRMED
    made.save(force_insert=True)
    record("register", made, by=None, event=made.event_id)
    notices.address_to_confirm(made)
    return made


@transaction.atomic
def confirm_address(pk: Any) -> Registration:
    """The link was followed and the button pressed; twice is once. Raises Refused when registration has closed meanwhile."""
    seating_id = Registration.objects.values_list("seating_id", flat=True).get(pk=pk)
    locked(seating_id)
    made = Registration.objects.locked().select_related("event", "seating").get(pk=pk)
    if made.state != R.UNCONFIRMED:
        return made
    if not is_open(made.event):
        raise Refused(_("Registration is closed."))
    return _admit(made, by=None, needs_approval=made.event.needs_approval)


def _admit(made: Registration, *, by: Any, needs_approval: bool, may_wait: bool = True) -> Registration:
    """A place when there is one, else the list; order of locks: seating, quota, registration."""
    is_new = made._state.adding
    has_seat = not needs_approval and _place_or_line(made, may_wait=may_wait)
    if not take_quota(made):
        told = _("%(most)d people of one startup may come, and they are registered already.")
        raise Refused(told % {"most": made.event.most_per_startup})
    verb, state = _outcome(needs_approval=needs_approval, has_seat=has_seat)
    if is_new:
        made.state, made.confirmed_at = state, timezone.now() if has_seat else None
        made.save(force_insert=True)
        record("register", made, by=by, event=made.event_id, state=state)
    else:
        move(made, verb, by=by, fields=("queue_no",))
    notices.registration_received(made)
    return made


def _outcome(*, needs_approval: bool, has_seat: bool) -> tuple[str, str]:
    if needs_approval:
        return "ask", R.PENDING
    return ("confirm_address", R.REGISTERED) if has_seat else ("wait", R.WAITLISTED)


def _place_or_line(made: Registration, *, may_wait: bool) -> bool:
    """True with a place; else the last in line. A place that came back while we looked is taken by whoever holds the lock."""
    if take_seat(made.seating_id, made.seats):
        return True
    seating = locked(made.seating_id)
    if not seating.is_open:
        raise Refused(_("Registration is closed."))
    if take_seat(seating.pk, made.seats):
        return True
    if not (may_wait and seating.event.has_waiting_list):
        _offer_the_list(seating.event)
    made.queue_no = next_number(seating)
    return False


def next_number(seating: Seating) -> int:
    """The caller holds the row's lock."""
    return (seating.registrations.aggregate(last=Max("queue_no"))["last"] or 0) + 1

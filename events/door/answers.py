"""What the door answers, in words that name the case: who, when, why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.agenda.models import Session
from events.door.models import CheckIn
from events.door.states import TONES, Outcome
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from incubator.spoken import clock, moment


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    words: str
    who: str = ""
    detail: str = ""
    check_in: CheckIn | None = None

    @property
    def is_in(self) -> bool:
        return self.outcome == Outcome.IN

    @property
    def tone(self) -> str:
        return TONES.get(self.outcome, "late")

    @property
    def may_force(self) -> bool:
        """Staff may let somebody in without a valid place, with a reason; never to another event."""
        return self.outcome == Outcome.NO_PLACE

    def told(self) -> dict[str, Any]:
        """For the script of the scanning page."""
        head = {"outcome": str(self.outcome), "word": str(self.outcome.label), "tone": self.tone}
        return {**head, "words": self.words, "who": self.who, "detail": self.detail}


def came_in(coming: Registration, done: CheckIn) -> Answer:
    told = _("In at %(time)s.") % {"time": clock(done.at)}
    places = ngettext("%(count)d place", "%(count)d places", coming.seats) % {"count": coming.seats}
    detail = f"{coming.seating.get_way_display()}, {places}." if coming.seats > 1 else ""
    return Answer(Outcome.IN, told, coming.who, detail, done)


def already(coming: Registration, done: CheckIn | None) -> Answer:
    if done is None:  # undone in this very moment
        return Answer(Outcome.ALREADY, _("Somebody else is checking this ticket: try again."), coming.who)
    told = {"time": clock(done.at), "gate": done.get_gate_display()}
    return Answer(Outcome.ALREADY, _("Came in at %(time)s (%(gate)s).") % told, coming.who, check_in=done)


def undone(coming: Registration, done: CheckIn) -> Answer:
    told = _("This check-in was undone at %(time)s.") % {"time": clock(done.undone_at)} if done.undone_at else ""
    return Answer(Outcome.UNDONE, told, coming.who)


def unknown() -> Answer:
    return Answer(Outcome.UNKNOWN, _("No ticket of this portal has this code."))


def other_event(coming: Registration) -> Answer:
    event = coming.event
    told = {"event": event.title, "when": moment(event.starts_at) if event.starts_at else "–"}
    return Answer(Outcome.OTHER_EVENT, _("This ticket is for “%(event)s”, %(when)s.") % told, coming.who)


def not_today(coming: Registration, session: Session) -> Answer:
    told = _("This session is on %(when)s.") % {"when": moment(session.starts_at, zone=True)}
    return Answer(Outcome.NOT_TODAY, told, coming.who)


def no_place(coming: Registration) -> Answer:
    return Answer(Outcome.NO_PLACE, sentence(coming.state), coming.who)


def sentence(state: str) -> str:
    """Why this registration is no ticket now; each state has its own."""
    return {
        R.UNCONFIRMED: _("The e-mail address is not confirmed yet: follow the link in the mail."),
        R.PENDING: _("The registration waits for approval by the organisers."),
        R.WAITLISTED: _("This registration is on the waiting list: it has no place yet."),
        R.OFFERED: _("A place is offered but not accepted yet."),
        R.LAPSED: _("The time to accept the place is over."),
        R.WITHDRAWN: _("The place was given back: this ticket is no longer valid."),
        R.REJECTED: _("The registration was not approved."),
        R.CANCELLED: _("The organisers have cancelled this event."),
    }.get(R(state), "")


def objection(coming: Registration, session: Session, at: datetime) -> Answer | None:
    """Another event, another day; None when the ticket is at the right door."""
    if coming.event_id != session.event_id:
        return other_event(coming)
    zone = session.event.clock
    first, last = (moment_.astimezone(zone).date() for moment_ in (session.starts_at, session.ends_at))
    return None if first <= at.astimezone(zone).date() <= last else not_today(coming, session)

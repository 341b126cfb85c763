"""What a person finds on her own first page: the one urgent thing, her files, her startups, her events, her meetings, what she is invited to."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from events.agenda import telling
from events.registrations.models import Registration
from events.registrations.standing import next_of
from events.registrations.states import RegistrationState
from incubator import spoken
from incubator.pages.waiting import Waiting, since, waiting_of, with_waiting
from incubator.prepared import prepared
from programs.applications.models import Application, Correction, Extension
from programs.applications.states import ApplicationState as S
from programs.applications.states import CorrectionState
from programs.calls.models import Call
from programs.decisions.models import Decision
from programs.decisions.states import DecisionState
from programs.milestones.models import Milestone
from programs.milestones.queries import next_of as next_milestones
from services.bookings.agreed import ToDo, todos_of, with_todos
from services.bookings.queries import Meeting, meetings_of, with_meetings
from startups.models import Invitation, Membership
from startups.queries import invitations_for

MOST_FILES, MOST_CALLS, MOST_EVENTS = 20, 3, 5
#: States in which the next move is the team's, most pressing first.
OURS = (S.OFFERED, S.CORRECTION, S.DRAFT)


class Urgent(NamedTuple):
    what: str
    until: datetime
    action: str
    url: str


class File(NamedTuple):
    """One application with the next date that its team waits for."""

    application: Application
    next_date: date | datetime | None
    next_text: str

    @property
    def is_ours(self) -> bool:
        return self.application.state in OURS


class NextEvent(NamedTuple):
    registration: Registration
    day: date
    begins: str
    place: str


@dataclass(frozen=True)
class Space:
    files: list[File]
    seats: list[Membership]
    invitations: list[Invitation]
    calls: list[Call]
    events: list[NextEvent]
    milestones: list[Milestone]

    @cached_property
    def urgent(self) -> Urgent | None:
        """What waits the shortest for an answer of hers; offers, of a cohort or of an event's place, go before all."""
        now = timezone.now()
        waiting = [*(_pressing(file) for file in self.files), *(_offered(one.registration) for one in self.events)]
        ahead = [one for one in waiting if one and one[1].until > now]
        return min(ahead, key=lambda one: (not one[0], one[1].until))[1] if ahead else None

    @cached_property
    def meetings(self) -> list[Meeting]:
        return meetings_of(self.seats)[:MOST_EVENTS]

    @cached_property
    def todos(self) -> list[ToDo]:
        return todos_of(self.seats)[:MOST_EVENTS]

    @cached_property
    def waiting(self) -> list[Waiting]:
        return waiting_of(self.seats)

    @property
    def is_empty(self) -> bool:
        return not (self.files or self.seats or self.invitations)


def _pressing(file: File) -> tuple[bool, Urgent] | None:
    """(whether it is an offer, the thing), of a file in which the next move is the team's."""
    application, until = file.application, file.next_date
    if not (file.is_ours and isinstance(until, datetime)):
        return None
    action = {S.OFFERED: _("Answer"), S.CORRECTION: _("Correct"), S.DRAFT: _("Continue")}[S(application.state)]
    told = Urgent(_what(application), until, action, application.get_absolute_url())
    return application.state == S.OFFERED, told


def _offered(row: Registration) -> tuple[bool, Urgent] | None:
    if row.state != RegistrationState.OFFERED or row.offer_until is None:
        return None
    what = _("“%(event)s”: a place is kept for you.") % {"event": row.event.title}
    return True, Urgent(what, row.offer_until, _("Answer"), row.get_absolute_url())


def space(user: Any) -> Space:
    """Six queries, whatever there is."""
    now = timezone.now()
    return Space(
        files=[_file(application, now) for application in _applications(person=user.pk)],
        seats=_seats(person=user.pk, now=now, today=timezone.localdate(now), **since(now)),
        invitations=list(invitations_for(user)),
        calls=_calls(person=user.pk, now=now),
        events=[_event(registration) for registration in next_of(user)],
        milestones=next_milestones(user),
    )


@prepared
def _seats(
    *, person: int, now: datetime, today: date, fresh: datetime, asked: datetime, alive: date
) -> QuerySet[Membership]:
    mine = Membership.objects.live().filter(person=person).select_related("startup").order_by("startup__sort_key")
    return with_waiting(with_todos(with_meetings(mine, now)), today, fresh=fresh, asked=asked, alive=alive)


@prepared
def _calls(person: int, now: datetime) -> QuerySet[Call]:
    """Those that none of her teams has a file for."""
    mine = Membership.objects.live().filter(person=person, startup=OuterRef("startup"))
    applied = Application.objects.filter(Exists(mine), call=OuterRef("pk"))
    return Call.objects.open(now).exclude(Exists(applied)).with_card().order_by("closes_at")[:MOST_CALLS]


def _event(registration: Registration) -> NextEvent:
    event = registration.event
    return NextEvent(registration, telling.day(event), telling.begins(event), telling.place(event))


@prepared
def _applications(person: int) -> QuerySet[Application]:
    this = {"application": OuterRef("pk")}
    until = Extension.objects.filter(**this, revoked_at=None).order_by("-until").values("until")[:1]
    due = Correction.objects.filter(**this, state=CorrectionState.OPEN).values("due_at")[:1]
    confirm = Decision.objects.filter(**this, state=DecisionState.PUBLISHED).values("confirm_before")[:1]
    mine = Application.objects.with_card().filter(
        Q(startup__memberships__person=person, startup__memberships__ended_at=None)
    )
    return mine.annotate(
        until=Greatest("call__closes_at", Coalesce(Subquery(until), "call__closes_at")),
        due=Subquery(due),
        confirm_before=Subquery(confirm),
    ).order_by("-created_at")[:MOST_FILES]


def _file(application: Any, now: datetime) -> File:
    known = {
        S.DRAFT: (application.until, _("to be sent before")),
        S.CORRECTION: (application.due, _("to be corrected before")),
        S.OFFERED: (application.confirm_before, _("to be confirmed before")),
        S.ACCEPTED: (application.call.starts_on, _("the programme starts on")),
    }
    next_date, text = known.get(S(application.state)) or _next_step(application, now)
    return File(application, next_date, text if next_date else "")


def _next_step(application: Application, now: datetime) -> tuple[date | None, str]:
    """The next date of the call while the file is under way; nothing once it is over."""
    if application.state in {S.REJECTED, S.INELIGIBLE, S.WITHDRAWN, S.OFFER_DECLINED, S.OFFER_EXPIRED, S.LAPSED}:
        return None, ""
    call, today = application.call, timezone.localdate(now)
    steps = [
        (call.results_on, _("results of the preselection on")),
        (call.interviews_on, _("interviews on")),
        (call.starts_on, _("the programme starts on")),
    ]
    return min(((day, text) for day, text in steps if day and day >= today), default=(None, ""))


def _what(application: Application) -> str:
    sentences = {
        S.OFFERED: _("“%(call)s”: you are selected. Confirm your place."),
        S.CORRECTION: _("“%(call)s”: your file needs a correction."),
        S.DRAFT: _("“%(call)s”: your file is not sent yet."),
    }
    return sentences[S(application.state)] % {"call": application.call.title}


def today() -> str:
    said = spoken.weekday(timezone.localdate())
    return said[:1].upper() + said[1:]

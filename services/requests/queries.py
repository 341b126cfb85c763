"""Reads that several pages share: whose request it is, what stands in it, what comes next and who has to move."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.places.models import Allocation
from incubator.accounts.models import User
from incubator.documents.models import Document
from programs.partners.holidays import ClosingDays
from services.bookings.models import Booking
from services.calendar.free import free_times
from services.calendar.models import Provider
from services.calendar.wanted import Free, Wanted
from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.requests.models import Request, RequestBooking, RequestDelivery, RequestQuerySet, RequestScope
from services.requests.states import ProposalState, RequestState
from startups.models import Companion, Membership, Startup
from startups.states import CompanionKind, TeamRole

S = RequestState
#: The house answers within so many working days, until the offices close.
TRIAGE_DAYS, CLOSES = 2, time(18)
ONE_DAY = timedelta(days=1)


def answer_due(moment: datetime) -> datetime:
    """The evening of the second working day after that moment."""
    day = timezone.localdate(moment)
    closed, left = ClosingDays.between(day, day + 30 * ONE_DAY), TRIAGE_DAYS
    while left:
        day += ONE_DAY
        left -= closed.is_working(day)
    return timezone.make_aware(datetime.combine(day, CLOSES))


def requests_of(user: Any) -> RequestQuerySet:
    """All requests of her teams: what is under way first, then the latest."""
    mine = Request.objects.filter(startup__in=Startup.objects.of(user)).with_card()
    return mine.prefetch_related(standing_scopes(), standing_deliveries()).order_by("-created_at", "pk")


def standing_scopes() -> Prefetch:
    rows = RequestScope.objects.filter(state__in=[ProposalState.OPEN, ProposalState.ACCEPTED])
    return Prefetch("scopes", queryset=rows.prefetch_related("steps"), to_attr="standing_scopes")


def standing_deliveries() -> Prefetch:
    return Prefetch(
        "deliveries", queryset=RequestDelivery.objects.filter(returned_at=None), to_attr="standing_deliveries"
    )


def standing_scope(request: Request) -> RequestScope | None:
    """The proposal that waits for an answer, or the one that was accepted."""
    if not hasattr(request, "standing_scopes"):
        rows = request.scopes.filter(state__in=[ProposalState.OPEN, ProposalState.ACCEPTED])
        request.standing_scopes = list(rows.prefetch_related("steps"))
    return next(iter(request.standing_scopes), None)


def standing_delivery(request: Request) -> RequestDelivery | None:
    """What was delivered last, unless it was sent back."""
    if not hasattr(request, "standing_deliveries"):
        request.standing_deliveries = list(request.deliveries.filter(returned_at=None))
    return next(iter(request.standing_deliveries), None)


def team_of(request: Request) -> list[Any]:
    """The people of the team who can be written to."""
    seats = Membership.objects.live().filter(startup_id=request.startup_id, person__is_active=True)
    return [seat.person for seat in seats.select_related("person")]


def officers_of(request: Request) -> list[Any]:
    """Who is told at the desk: the officer of the request, else those of the startup; nobody means the queue alone."""
    if request.officer is not None:
        return [request.officer] if request.officer.is_active else []
    beside = Companion.objects.filter(startup_id=request.startup_id, kind=CompanionKind.OFFICER, until=None)
    return list(User.objects.active().filter(pk__in=beside.values("person"), is_staff=True))


def writers_of(user: Any) -> QuerySet[Startup]:
    """The startups for which she may ask: owner or editor, in one filter, so that the role is hers."""
    mine = Startup.objects.filter(
        memberships__person=user,
        memberships__ended_at=None,
        memberships__role__in=[TeamRole.OWNER, TeamRole.EDITOR],
    )
    return mine.order_by("sort_key", "pk")


def talks() -> QuerySet[Service]:
    """Services with a time, one of which staff name when they want to talk before they propose."""
    return Service.objects.offered().filter(manner=Manner.SLOT).order_by("kind", "code")


def bookable(request: Request) -> list[Service]:
    """What its team may book for it now: the talk that was asked for; machine and technician, once the proposal is accepted."""
    if request.state == S.TRIAGE and request.talk_id:
        return list(talks().filter(pk=request.talk_id))
    if request.makes_something and request.state in {S.APPROVED, S.IN_PROGRESS}:
        return list(talks().filter(kind=ServiceKind.PROTOTYPING))
    return []


def times_of(service: Service) -> list[Free]:
    """The free times of the coming two weeks: who, where and with what is looked at together."""
    return free_times(Wanted(service, timezone.localdate()))


def provider_names(providers: Iterable[int]) -> dict[int, str]:
    rows = Provider.objects.filter(pk__in=[pk for pk in providers if pk]).select_related("person")
    return {one.pk: str(one.person) for one in rows}


def appointments_of(request: Request) -> list[Booking]:
    linked = RequestBooking.objects.filter(request=request).select_related(
        "booking__service", "booking__provider__person", "booking__site"
    )
    return [one.booking for one in linked.order_by("booking__starts_at")]


def machines_of(bookings: Iterable[Booking]) -> dict[str, list[str]]:
    """Rooms and machines by booking; one query."""
    keys = {str(one.pk) for one in bookings}
    found: dict[str, list[str]] = {}
    used = Allocation.objects.live().filter(kind_of_thing="services.booking", key_of_thing__in=keys)
    for row in used.select_related("resource"):
        found.setdefault(row.key_of_thing, []).append(row.resource.name)
    return found


def files_of(request: Request, deliveries: Iterable[RequestDelivery] = ()) -> list[Document]:
    """Those of the request and of its deliveries, the latest first."""
    keys = {str(one.pk) for one in deliveries}
    handed = Document.objects.standing().filter(kind="services.requestdelivery", key__in=keys)
    return list((Document.objects.about(request) | handed).select_related("uploaded_by"))


@dataclass(frozen=True)
class Next:
    """Who does what until when. `is_ours`: the team has to move."""

    words: str
    until: date | datetime | None = None
    is_ours: bool = False
    is_late: bool = False


def next_of(request: Request, now: datetime | None = None) -> Next:
    """One sentence for lists and pages; the state decides, dates make it late."""
    now = now or timezone.now()
    told = {
        S.DRAFT: lambda: Next(_("You finish the draft and send it."), is_ours=True),
        S.SUBMITTED: lambda: _unanswered(request, now, _("The programme team reads your request and answers.")),
        S.TRIAGE: lambda: _studied(request, now),
        S.SCOPED: lambda: _proposed(request, timezone.localdate(now)),
        S.APPROVED: lambda: Next(_("The programme team begins the work."), request.due_on),
        S.IN_PROGRESS: lambda: _working(request, timezone.localdate(now)),
        S.DELIVERED: lambda: _delivered(request),
        S.ON_HOLD: lambda: Next(_("Paused: the programme team takes it up again.")),
    }.get(S(request.state))
    return told() if told else Next("")


def _unanswered(request: Request, now: datetime, words: str) -> Next:
    return Next(words, request.triage_due_at, is_late=request.is_answer_late(now))


def _studied(request: Request, now: datetime) -> Next:
    if request.talk_id:
        return Next(_("You book a talk with the programme team, who then make a proposal."), is_ours=True)
    return _unanswered(request, now, _("The programme team studies your request and makes a proposal."))


def _proposed(request: Request, today: date) -> Next:
    scope = standing_scope(request)
    if scope is None or scope.has_expired(today):
        return Next(_("The proposal has run out: the programme team makes a new one."), is_late=True)
    return Next(_("You accept the proposal, or say what should change."), scope.valid_until, is_ours=True)


def _working(request: Request, today: date) -> Next:
    """The first step that is not done, else the delivery."""
    scope = standing_scope(request)
    step = next((one for one in scope.steps.all() if one.done_at is None), None) if scope else None
    if step is None:
        return Next(_("The programme team delivers."), request.due_on, is_late=request.is_work_late(today))
    return Next(_("Step: %(step)s.") % {"step": step.title}, step.due_on, is_late=step.is_late(today))


def _delivered(request: Request) -> Next:
    delivery = standing_delivery(request)
    if delivery is not None and delivery.accepted_at:
        return Next(_("The programme team closes the request."))
    return Next(_("You accept the delivery, or send it back with a reason."), is_ours=True)

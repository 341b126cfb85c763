"""What waits for a team's word: an introduction to agree to or to tell about, a proposal or a delivery to accept, a funding request to
complete or an agreement to sign; after its programme the certificate, the question of the end, and how it is today.

It comes with the seats of a person, in their query: her first page asks no more often than before.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypedDict, Unpack
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.words import LANGUAGES, pick
from programs.graduation.links import LIVES, token_of
from programs.graduation.models import FollowUp, Graduation
from services.funding.models import FundingRequest
from services.funding.states import AwardState
from services.funding.states import RequestState as Funding
from services.introductions.actions.lapsing import LASTS
from services.introductions.models import FollowUp as Outcome
from services.introductions.models import Introduction
from services.introductions.states import IntroductionState, Side
from services.requests.models import Request
from services.requests.states import ProposalState, RequestState
from startups.rules import WRITERS

MOST = 5
#: So long after the end a certificate is news, and the question of the end is still put.
NEWS, ASKED = timedelta(days=30), timedelta(days=180)


class Waiting(NamedTuple):
    until: date | None
    what: str
    detail: str
    startup: str
    url: str


class Since(TypedDict):
    """From when on things still wait: certificates, questions of the end, how it is today."""

    fresh: datetime
    asked: datetime
    alive: date


def since(now: datetime) -> Since:
    return {"fresh": now - NEWS, "asked": now - ASKED, "alive": timezone.localdate(now) - LIVES}


def with_waiting(seats: Any, today: date, **since: Unpack[Since]) -> Any:
    ours = OuterRef("startup")
    agreed = Introduction.objects.filter(startup=ours, state=IntroductionState.AGREED)
    asked_of_her = Outcome.objects.open().filter(introduction=OuterRef("pk"), side=Side.STARTUP, due_on__lte=today)
    untold = Introduction.objects.filter(Exists(asked_of_her), startup=ours)
    asked = Request.objects.filter(startup=ours)
    open_scopes = {"scopes__state": ProposalState.OPEN, "scopes__valid_until__gte": today}
    scoped = asked.filter(state=RequestState.SCOPED, **open_scopes)
    handed = asked.filter(state=RequestState.DELIVERED, deliveries__accepted_at=None, deliveries__returned_at=None)
    named = {f"name_{code}": f"instrument__name_{code}" for code in LANGUAGES}
    return _with_graduations(seats, today, **since).annotate(
        agreed=_told(agreed.order_by("moved_at", "pk"), since="moved_at"),
        untold=_told(untold.order_by("made_at", "pk")),
        scoped=_told(scoped.order_by("scopes__valid_until", "pk"), title="goal", until="scopes__valid_until"),
        handed=_told(handed.order_by("deliveries__delivered_at", "pk"), title="goal"),
        money=_told(_open_money(ours).order_by("created_at", "pk"), state="state", **named),
    )


def _open_money(ours: OuterRef) -> Any:
    """Sent back to be completed, or granted and the agreement there to be signed."""
    sent_back = Q(state=Funding.CORRECTION)
    to_sign = Q(award__state=AwardState.PROPOSED, award__agreement_sent_at__isnull=False)
    return FundingRequest.objects.filter(sent_back | to_sign, startup=ours)


def _with_graduations(seats: Any, today: date, *, fresh: datetime, asked: datetime, alive: date) -> Any:
    ours = OuterRef("startup")
    earned = Graduation.objects.filter(enrolment__startup=ours)
    issued = earned.filter(certificates__revoked_at=None, certificates__issued_at__gt=fresh)
    unsaid = earned.unsaid().filter(noted_at__gt=asked)
    due = FollowUp.objects.due(today).filter(enrolment__startup=ours, due_on__gt=alive)
    programme = "enrolment__cohort__programme__name_"
    named = {f"name_{code}": f"{programme}{code}" for code in LANGUAGES}
    return seats.annotate(
        fresh=_told(issued.order_by("noted_at", "pk"), **named),
        unsaid=_told(unsaid.order_by("noted_at", "pk"), **named),
        due=_told(due.order_by("due_on", "pk"), since="due_on", **named),
    )


def _told(rows: Any, **fields: str) -> ArraySubquery:
    return ArraySubquery(rows.values(told=JSONObject(pk="pk", **fields))[:MOST])


def waiting_of(seats: Iterable[Any]) -> list[Waiting]:
    """The next first, then what has no end; a reader of the team is not asked to decide."""
    found = [
        one
        for seat in seats
        if seat.role in WRITERS
        for one in (*_to_decide(seat), *_to_give(seat), *_after_the_end(seat))
    ]
    return sorted(found, key=lambda one: one.until or date.max)[:MOST]


def _to_decide(seat: Any) -> Iterator[Waiting]:
    name = seat.startup.name
    for told in seat.agreed:
        until = timezone.localdate(datetime.fromisoformat(told["since"]) + LASTS)
        url = reverse("services:introduction_detail", args=[told["pk"]])
        yield Waiting(until, _("A partner agrees to meet you: say whether you do too"), "", name, url)
    for told in seat.scoped:
        url = reverse("services:request_detail", args=[told["pk"]])
        yield Waiting(
            date.fromisoformat(told["until"]), _("A proposal waits for your answer"), told["title"], name, url
        )


def _to_give(seat: Any) -> Iterator[Waiting]:
    """What has no last day: a word on a delivery or on an introduction, papers for money."""
    name = seat.startup.name
    for told in seat.handed:
        url = reverse("services:request_detail", args=[told["pk"]])
        yield Waiting(None, _("A delivery waits for you: accept it, or send it back"), told["title"], name, url)
    for told in seat.untold:
        url = reverse("services:introduction_detail", args=[told["pk"]])
        yield Waiting(None, _("What became of your introduction? One click"), "", name, url)
    for told in seat.money:
        url, aid = reverse("services:funding_detail", args=[told["pk"]]), _named(told)
        is_back = told["state"] == Funding.CORRECTION
        what = _("Your funding request is to be completed") if is_back else _("An agreement waits for your signature")
        yield Waiting(None, what, aid, name, url)


def _after_the_end(seat: Any) -> Iterator[Waiting]:
    name = seat.startup.name
    for told in seat.due:
        until, url = date.fromisoformat(told["since"]) + LIVES, reverse("programs:alumni_answer", args=[_token(told)])
        yield Waiting(until, _("How is your company today? Tell us in a minute"), _named(told), name, url)
    for told in seat.fresh:
        url = reverse("programs:graduation_list")
        yield Waiting(None, _("Your certificate of graduation is ready"), _named(told), name, url)
    for told in seat.unsaid:
        url = reverse("programs:farewell_form", args=[told["pk"]])
        yield Waiting(None, _("Would you recommend the programme? One question"), _named(told), name, url)


def _named(told: dict[str, str]) -> str:
    return pick({code: told[f"name_{code}"] for code in LANGUAGES})


def _token(told: dict[str, str]) -> str:
    return token_of(FollowUp(pk=UUID(told["pk"])))

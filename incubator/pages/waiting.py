"""What waits for a team's word in the services: an introduction to agree to, a proposal to accept.

It comes with the seats of a person, in their query: her first page asks no more often than before.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services.introductions.actions.lapsing import LASTS
from services.introductions.models import Introduction
from services.introductions.states import IntroductionState
from services.requests.models import Request
from services.requests.states import ProposalState, RequestState
from startups.rules import WRITERS

MOST = 5


class Waiting(NamedTuple):
    until: date
    what: str
    detail: str
    startup: str
    url: str


def with_waiting(seats: Any, today: date) -> Any:
    agreed = Introduction.objects.filter(startup=OuterRef("startup"), state=IntroductionState.AGREED)
    scoped = Request.objects.filter(
        startup=OuterRef("startup"),
        state=RequestState.SCOPED,
        scopes__state=ProposalState.OPEN,
        scopes__valid_until__gte=today,
    )
    return seats.annotate(
        agreed=_told(agreed.order_by("moved_at", "pk"), since="moved_at"),
        scoped=_told(scoped.order_by("scopes__valid_until", "pk"), title="goal", until="scopes__valid_until"),
    )


def _told(rows: Any, **fields: str) -> ArraySubquery:
    return ArraySubquery(rows.values(told=JSONObject(pk="pk", **fields))[:MOST])


def waiting_of(seats: Iterable[Any]) -> list[Waiting]:
    """The next first; a reader of the team is not asked to decide."""
    return sorted(one for seat in seats if seat.role in WRITERS for one in _to_decide(seat))[:MOST]


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

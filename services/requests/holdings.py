"""What this slice keeps about people (law 09-08): for their download, and for their erasure.

A request belongs to the startup, so it stays with its team and in the figures; the person's link to it goes.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Model, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from services.requests.models import Request, RequestDelivery, RequestMessage, RequestScope, RequestStep
from services.requests.states import RequestState
from startups.models import Startup

Rows = Iterable[dict[str, Any]]
#: What funders may ask about is kept ten years (domain.md 1.7).
MONTHS = 120
PURPOSE, TALK = _("services asked for"), _("exchange between a team and the programme staff")
BASIS = _("request of the person (law 09-08, art. 4)")


def _erase_requests(user: Any) -> None:
    """A draft that nobody else can open any more goes with the person."""
    teams = Startup.objects.filter(pk__in=Startup.objects.of(user).values("pk"))
    alone = teams.annotate(members=Count("memberships", filter=Q(memberships__ended_at=None))).filter(members=1)
    Request.objects.filter(startup__in=alone.values("pk"), state=RequestState.DRAFT).delete()
    unlinked(Request, "asked_by", "officer")(user)


def _of(model: type[Model], author: str, fields: tuple[str, ...], *others: str, purpose: Any = PURPOSE) -> Holding:
    """What one person wrote in a row: handed out to her, and unlinked from her."""
    export, erase = values_of(model, author, *fields), unlinked(model, author, *others)
    return Holding(model._meta.label, purpose, BASIS, MONTHS, export, erase)


_ASKED = values_of(
    Request, "asked_by", "number", "startup__name", "goal", "need", "state", "created_at", "submitted_at"
)
HOLDINGS = (
    Holding("services.Request", PURPOSE, BASIS, MONTHS, _ASKED, _erase_requests),
    _of(RequestMessage, "author", ("text", "at"), purpose=TALK),
    _of(RequestScope, "answered_by", ("number", "state", "answer", "answered_at"), "proposed_by"),
    _of(RequestStep, "done_by", ("title", "done_at")),
    _of(RequestDelivery, "accepted_by", ("note", "accepted_at", "reason"), "delivered_by", "returned_by"),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)

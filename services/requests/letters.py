"""What each letter says, read from live rows when it leaves; None when it no longer holds, and then it is not sent.

Nobody is told of a request that she could not open at this moment: whoever left the team or the staff gets nothing more.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from services.requests.models import Request, RequestScope, RequestStep
from services.requests.notices import UNIT
from services.requests.states import LIVE, ProposalState, RequestState
from startups.queries import seat

S, P = RequestState, ProposalState
Told = dict[str, Any] | None
More = Callable[[Request, dict[str, Any]], Told]


def _context(more: More) -> Context:
    """Adds what one kind says to what all say: the number, the service, the startup, the page of the reader's side."""

    def context(letter: Any) -> Told:
        request = Request.objects.with_card().filter(pk=letter.key_of_thing).first()
        if request is None or letter.person is None or not _may_open(letter.person, request):
            return None
        with translation.override(letter.person.language):
            values = more(request, letter.params)
            return None if values is None else {**_common(request, letter.person), **values}

    return context


def _may_open(person: Any, request: Request) -> bool:
    return bool(person.is_staff or seat(person, request.startup).is_in_team)


def _common(request: Request, person: Any) -> dict[str, Any]:
    page = "admin:services_request_change" if person.is_staff else "services:request_detail"
    return {
        "request": request,
        "number": request.number,
        "service": request.service.name,
        "startup": request.startup.name,
        "goal": request.goal,
        "reason": request.why,
        "for_desk": bool(person.is_staff),
        "url": settings.SITE_URL + reverse(page, args=[request.pk]),
    }


def _while(*states: str) -> More:
    return lambda request, _params: {} if request.state in states else None


def _received(request: Request, _params: dict[str, Any]) -> Told:
    due = request.triage_due_at
    return {"due": spoken.moment(due, zone=True) if due else ""} if request.is_live else None


def _talk(request: Request, _params: dict[str, Any]) -> Told:
    if request.state != S.TRIAGE or request.talk is None:
        return None
    page = reverse("services:request_book", args=[request.pk, request.talk.slug])
    return {"talk": request.talk.name, "talk_url": settings.SITE_URL + page}


def _scope(*states: str) -> More:
    def more(request: Request, params: dict[str, Any]) -> Told:
        found = request.scopes.filter(number=params["scope"], state__in=states).first()
        return _of_scope(found) if found else None

    return more


def _of_scope(scope: RequestScope) -> dict[str, Any]:
    cost = spoken.dirhams(scope.mad) if scope.mad is not None else spoken.credits(scope.credits)
    is_free = scope.mad is None and not scope.credits
    return {
        "what": scope.what,
        "cost": "" if is_free else cost,
        "until": spoken.day(scope.valid_until),
        "due": spoken.day(scope.due_on) if scope.due_on else "",
        "answer": scope.answer,
    }


def _waiting(request: Request, params: dict[str, Any]) -> Told:
    return _scope(P.OPEN)(request, params) if request.state == S.SCOPED else None


def _step(*, done: bool) -> More:
    def more(request: Request, params: dict[str, Any]) -> Told:
        rows = RequestStep.objects.filter(scope__request=request, scope__state=P.ACCEPTED, done_at__isnull=not done)
        found = rows.filter(pk=params["step"]).first() if request.state in LIVE else None
        return {"step": found.title, "due": spoken.day(found.due_on) if found.due_on else ""} if found else None

    return more


def _delivery(**states: bool) -> More:
    def more(request: Request, params: dict[str, Any]) -> Told:
        rows = request.deliveries.filter(**{f"{name}_at__isnull": not is_so for name, is_so in states.items()})
        found = rows.filter(number=params["delivery"]).first()
        return {"note": found.note, "return_reason": found.reason} if found else None

    return more


def _message(request: Request, params: dict[str, Any]) -> Told:
    found = request.messages.filter(pk=params["message"]).select_related("author").first()
    return {"text": found.text, "author": found.author or ""} if found else None


def _late(request: Request, params: dict[str, Any]) -> Told:
    if not Request.objects.filter(pk=request.pk).late(timezone.now()).exists():
        return None
    return {"is_answer": params["what"].startswith("answer")}


def _cancelled(request: Request, _params: dict[str, Any]) -> Told:
    return {"by_team": request.is_ended_by_team} if request.state == S.CANCELLED else None


def _closed(request: Request, _params: dict[str, Any]) -> Told:
    return {"evidence": request.evidence} if request.state == S.CLOSED else None


def _kind(word: str, label: Any, more: More, *, category: str = Category.TRANSACTIONAL) -> Kind:
    return Kind(f"{UNIT}.{word}", _context(more), category=category, label=label)


REMINDER = Category.REMINDER
KINDS = (
    _kind("request_received", _("request received"), _received),
    _kind("request_arrived", _("request for the desk"), _received),
    _kind("talk_asked", _("scoping talk asked for"), _talk),
    _kind("scope_proposed", _("proposal"), _waiting),
    _kind("scope_waiting", _("proposal not answered yet"), _waiting, category=REMINDER),
    _kind("scope_accepted", _("proposal accepted"), _scope(P.ACCEPTED)),
    _kind("scope_declined", _("proposal to be changed"), _scope(P.DECLINED)),
    _kind("request_started", _("work begun"), _while(S.IN_PROGRESS)),
    _kind("step_done", _("step done"), _step(done=True)),
    _kind("step_due", _("step due soon"), _step(done=False), category=REMINDER),
    _kind("request_paused", _("request paused"), _while(S.ON_HOLD)),
    _kind("request_resumed", _("request taken up again"), _while(*LIVE)),
    _kind("request_delivered", _("delivery"), _delivery(returned=False)),
    _kind(
        "delivery_waiting", _("delivery not answered yet"), _delivery(returned=False, accepted=False), category=REMINDER
    ),
    _kind("delivery_accepted", _("delivery accepted"), _delivery(accepted=True)),
    _kind("delivery_returned", _("delivery sent back"), _delivery(returned=True)),
    _kind("request_rejected", _("request refused"), _while(S.REJECTED)),
    _kind("request_cancelled", _("request cancelled"), _cancelled),
    _kind("request_closed", _("request closed"), _closed),
    _kind("request_late", _("request late"), _late),
    _kind("staff_wrote", _("message from staff about a request"), _message),
    _kind("team_wrote", _("message from a team about a request"), _message),
    _kind(
        "file_shut_away", _("harmful file of a request shut away"), lambda _request, params: {"file": params["file"]}
    ),
)


def register() -> None:
    kinds.register(*KINDS)

"""Who is told what about a request. Words are in templates/services/requests/mail, facts are read when the letter leaves."""

from collections.abc import Iterable
from typing import Any

from incubator.journal.models import Entry
from incubator.outbox.post import post
from services.requests.models import Request, RequestDelivery, RequestMessage, RequestScope, RequestStep
from services.requests.queries import officers_of, team_of

UNIT = "services.requests"


def request_sent(request: Request) -> None:
    """The receipt to the team, and the request to the desk."""
    _tell("request_received", request, team_of(request), occasion="received")
    _tell("request_arrived", request, officers_of(request), occasion="arrived")


def request_assigned(request: Request) -> None:
    _tell("request_arrived", request, officers_of(request), occasion="arrived")


def talk_asked(request: Request) -> None:
    _tell("talk_asked", request, team_of(request), occasion=f"talk:{_entries(request, 'ask_talk')}")


def scope_proposed(scope: RequestScope) -> None:
    _about_scope("scope_proposed", scope, team_of(scope.request))


def scope_accepted(scope: RequestScope) -> None:
    _about_scope("scope_accepted", scope, _both(scope.request))


def scope_declined(scope: RequestScope) -> None:
    _about_scope("scope_declined", scope, officers_of(scope.request))


def scope_waiting(scope: RequestScope, *, not_after: Any) -> None:
    _about_scope("scope_waiting", scope, team_of(scope.request), not_after=not_after)


def _about_scope(word: str, scope: RequestScope, people: Iterable[Any], **when: Any) -> None:
    _tell(word, scope.request, people, occasion=f"{word}:v{scope.number}", params={"scope": scope.number}, **when)


def request_started(request: Request) -> None:
    _tell("request_started", request, team_of(request), occasion="started")


def step_done(request: Request, step: RequestStep) -> None:
    _tell("step_done", request, team_of(request), occasion=f"done:{step.pk}", params={"step": step.pk})


def step_due(request: Request, step: RequestStep, *, not_after: Any) -> None:
    params, occasion = {"step": step.pk}, f"due:{step.pk}:{step.due_on}"
    _tell("step_due", request, _both(request), occasion=occasion, params=params, not_after=not_after)


def request_paused(request: Request) -> None:
    _tell("request_paused", request, team_of(request), occasion=f"paused:{_entries(request, 'pause')}")


def request_resumed(request: Request) -> None:
    _tell("request_resumed", request, team_of(request), occasion=f"resumed:{_entries(request, 'resume')}")


def request_delivered(delivery: RequestDelivery) -> None:
    _about_delivery("request_delivered", delivery, team_of(delivery.request))


def delivery_waiting(delivery: RequestDelivery, *, offset: str) -> None:
    _about_delivery("delivery_waiting", delivery, team_of(delivery.request), again=offset)


def delivery_accepted(delivery: RequestDelivery) -> None:
    _about_delivery("delivery_accepted", delivery, _both(delivery.request))


def delivery_returned(delivery: RequestDelivery) -> None:
    _about_delivery("delivery_returned", delivery, officers_of(delivery.request))


def _about_delivery(word: str, delivery: RequestDelivery, people: Iterable[Any], again: str = "") -> None:
    occasion, params = f"{word}{again}:d{delivery.number}", {"delivery": delivery.number}
    _tell(word, delivery.request, people, occasion=occasion, params=params)


def request_rejected(request: Request) -> None:
    _tell("request_rejected", request, team_of(request), occasion="rejected")


def request_cancelled(request: Request) -> None:
    _tell("request_cancelled", request, _both(request), occasion="cancelled")


def request_closed(request: Request) -> None:
    _tell("request_closed", request, team_of(request), occasion="closed")


def file_shut_away(request: Request, document: Any) -> None:
    people, params = _both(request), {"file": document.name}
    _tell("file_shut_away", request, people, occasion=f"shut:{document.pk}", params=params)


def wrote(message: RequestMessage) -> None:
    """A word of the staff goes to the team, one of the team to the desk; without an officer it stands in the queue."""
    request = message.request
    word, people = ("staff_wrote", team_of(request)) if message.from_staff else ("team_wrote", officers_of(request))
    _tell(word, request, people, occasion=f"message:{message.pk}", params={"message": message.pk})


def request_late(request: Request, *, what: str) -> None:
    """To the officer, once per thing that is late."""
    _tell("request_late", request, officers_of(request), occasion=f"late:{what}", params={"what": what})


def _both(request: Request) -> list[Any]:
    """The team and the desk; nobody twice."""
    team = team_of(request)
    return [*team, *(one for one in officers_of(request) if one not in team)]


def _entries(request: Request, verb: str) -> int:
    """How often it happened: each time is an occasion of its own."""
    return Entry.objects.about(request).filter(verb=verb).count()


def once(request: Request, person: Any, occasion: str) -> str:
    return f"request:{request.pk}:{occasion}:p{person.pk}"


def _tell(
    word: str, request: Request, people: Iterable[Any], *, occasion: str, params: Any = None, **when: Any
) -> None:
    for person in people:
        post(
            f"{UNIT}.{word}",
            to=person,
            about=request,
            once=once(request, person, occasion),
            params=params,
            **when,
        )

"""The ticket as its holder sees it, and as staff do who open it at the door. The code in the address is the key."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from events.door import answers, materials, queries, tickets
from events.door.actions import Scan, check_in
from events.door.answers import Answer
from events.door.forms import ForceForm
from events.door.models import CheckIn
from events.door.states import Gate
from events.registrations.models import Registration
from events.registrations.states import RegistrationState
from incubator import paper
from incubator.access import for_everyone, for_staff
from incubator.documents.handing import hand_out, is_embedded_elsewhere

private = cache_control(private=True, no_store=True)


def _by(code: str) -> Registration:
    found = Registration.objects.with_card().filter(ticket=code).first()
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, template: str, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = TemplateResponse(request, template, shown, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


@private
@require_safe
@for_everyone
def ticket_detail(request: HttpRequest, code: str) -> HttpResponse:
    registration = _by(code)
    if request.user.is_staff:
        return _gate(request, registration, None)
    is_valid = registration.state == RegistrationState.REGISTERED
    shown = {
        "registration": registration,
        "event": registration.event,
        "is_mine": registration.person_id is not None and registration.person_id == request.user.pk,
        "sentence": answers.sentence(registration.state),
        "sessions": tickets.sessions_of(registration.event),
        "qr": tickets.drawn(registration) if is_valid else "",
        "materials": materials.of(registration) if is_valid else [],
    }
    return _page(request, "events/door/ticket_detail.html", shown)


def _gate(request: HttpRequest, registration: Registration, answer: Answer | None) -> HttpResponse:
    """One button, and what came of it; without a session today there is nothing to press."""
    sessions = list(registration.event.sessions.all())
    session = queries.session_now(registration.event, sessions, timezone.now())
    known = CheckIn.objects.valid().filter(registration=registration, session=session).first() if session else None
    if answer is None and known:
        answer = answers.already(registration, known)
    shown = {
        "registration": registration,
        "event": registration.event,
        "session": session,
        "next_session": queries.nearest(sessions, timezone.now()),
        "answer": answer,
        "check_in": known,
        "sentence": answers.sentence(registration.state),
        "form": ForceForm(initial={"nonce": uuid.uuid4()}, auto_id="force_%s"),
    }
    is_good = request.method != "POST" or (answer is not None and answer.is_in)
    return _page(request, "events/door/ticket_check_in.html", shown, status=200 if is_good else 409)


@private
@require_POST
@for_staff
def ticket_check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Drawn at once instead of after a redirect: the number in the form makes a reload the same reading."""
    registration, form = _by(code), ForceForm(request.POST)
    session = queries.session_now(registration.event, list(registration.event.sessions.all()), timezone.now())
    if session is None or not form.is_valid():
        return _gate(request, registration, None)
    scan = Scan(gate=Gate.CAMERA, nonce=form.cleaned_data["nonce"], forced_reason=form.cleaned_data["reason"])
    return _gate(request, registration, check_in(code, session.pk, scan, by=request.user))


@private
@require_safe
@for_everyone
def ticket_pdf(request: HttpRequest, code: str) -> HttpResponse:
    registration = _by(code)
    if registration.state != RegistrationState.REGISTERED:
        return redirect("events:ticket_detail", code)
    made = paper.pdf("events/door/ticket.typ", tickets.facts(registration))
    return paper.download(made, name=f"ticket-{registration.event.slug}")


@require_safe
@for_everyone
def ticket_material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A file for those who hold a place, without an account: the code is the key here too."""
    found = materials.of(_by(code)).filter(pk=pk, document__isnull=False).first()
    document = materials.file_of(found) if found else None
    if document is None or is_embedded_elsewhere(request):
        raise Http404
    response: Any = hand_out(request, document)
    return response

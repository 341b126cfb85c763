"""The door of an event for staff: who is in, who is expected, and one button a person."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.door import queries
from events.door.actions import Scan, check_in, undo
from events.door.looking import Door, number_for
from events.door.models import CheckIn
from events.door.states import Gate
from events.registrations.models import Registration
from incubator.access import for_staff, telling


@require_safe
@for_staff
def door_list(request: HttpRequest) -> HttpResponse:
    """Sessions of today first; or those whose attendance waits to be noted (the queue of the desk)."""
    now, is_queue = timezone.now(), "unmarked" in request.GET
    found = list(queries.unmarked(now)[: queries.MOST_ROWS] if is_queue else queries.near(now)[:100])
    today = [s for s in found if queries.session_now(s.event, [s], now)]
    rest = [s for s in found if s not in today]
    shown = {"today": today, "rest": rest, "is_queue": is_queue}
    return TemplateResponse(request, "events/door/door_list.html", shown)


@require_safe
@for_staff
def door(request: HttpRequest, slug: str) -> HttpResponse:
    here, words = Door(request, slug), request.GET.get("q", "")
    found = queries.keys(here.session, words)
    shown = {
        "door": here,
        "at": "door",
        "words": words[:100],
        "rows": queries.rows(here.session, found[: queries.MOST_ROWS]),
        "total": len(found),
        "most": queries.MOST_ROWS,
        "latest": list(queries.latest(here.session)),
        "nonce": uuid.uuid4(),
    }
    return TemplateResponse(request, "events/door/door.html", shown)


@require_POST
@for_staff
def door_enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Found by name; where the event is online only, that is how they come in."""
    here, asked = Door(request, slug), request.POST.get("registration", "")
    try:
        rows = Registration.objects.filter(pk=uuid.UUID(asked), event=here.event).select_related("seating")
    except ValueError as odd:
        raise Http404 from odd
    row = rows.first()
    if row is None:
        raise Http404
    gate = Gate.ONLINE if row.seating.way == "online" else Gate.NAME
    scan = Scan(gate=gate, nonce=number_for(request.POST.get("nonce", ""), row.pk))
    answer = check_in(row.ticket, here.session.pk, scan, by=request.user)
    say = {"ok": messages.success, "wait": messages.warning}.get(answer.tone, messages.error)
    say(request, f"{answer.who}: {answer.outcome.label}. {answer.words}")
    return redirect(here.url("door"))


@require_POST
@for_staff
def door_undo(request: HttpRequest, slug: str) -> HttpResponse:
    here, asked = Door(request, slug), request.POST.get("check_in", "")
    found = CheckIn.objects.filter(session=here.session, pk=int(asked)).first() if _is_number(asked) else None
    if found is None:
        raise Http404
    with telling(request, done=_("The check-in is undone.")):
        undo(found.pk, reason=request.POST.get("reason", ""), by=request.user)
    return redirect(here.url("door"))


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdecimal() and len(told) < 18

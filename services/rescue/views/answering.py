"""What the link of a proposal opens: looking changes nothing, each answer is one button. The link is the gate."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from incubator.access import for_everyone
from incubator.errors import Refused
from services.bookings import signed
from services.bookings.actions import Choice
from services.calendar.free import free_times
from services.calendar.models import Provider
from services.calendar.wanted import Free, Wanted
from services.rescue import actions
from services.rescue.models import RescueAnswer
from services.rescue.notices import deciders
from services.rescue.states import AnswerState

#: So many other times are shown, over so many days from the day after.
MOST_TIMES, DAYS, NOON = 8, 21, 12


@never_cache
@for_everyone
def rescue_answer(request: HttpRequest, token: str) -> HttpResponse:
    answer, person = _named(token)
    if request.method == "POST":
        _answered(request, answer, person)
        return redirect("services:rescue_answer", token)
    page = {"answer": answer, "booking": answer.booking, "person": person, "times": _times(answer), "token": token}
    return TemplateResponse(request, "services/rescue/rescue_answer.html", page)


def _named(token: str) -> tuple[RescueAnswer, Any]:
    """Still one of those who may decide: whoever left the team in the meantime has no say any more."""
    known = signed.read(signed.RESCUE, token)
    answer = (
        RescueAnswer.objects.with_card().select_related("booking__asked_by").filter(pk=known[0]).first()
        if known
        else None
    )
    if known is None or answer is None or known[1] not in deciders(answer):
        raise Http404
    return answer, known[1]


def _times(answer: RescueAnswer) -> list[tuple[Free, Provider]]:
    """With the same coach first at each hour, then with others."""
    if not answer.is_open or answer.booking.provider_id is None:
        return []
    service = answer.booking.service
    people = list(Provider.objects.giving(service).select_related("person"))
    known = {one.pk: one for one in people}
    found = free_times(Wanted(service, timezone.localdate(), days=DAYS), people=people)
    spread = _spread(found)
    hers = [free for free in spread if free.provider_id == answer.booking.provider_id]
    others = [free for free in spread if free.provider_id != answer.booking.provider_id]
    first = sorted([*hers[: MOST_TIMES // 2], *others[: MOST_TIMES - len(hers[: MOST_TIMES // 2])]])
    return [(free, known[free.provider_id]) for free in first]


def _spread(found: list[Free]) -> list[Free]:
    """Not all of one morning: the first of each half-day with each person."""
    seen: dict[tuple[int, Any, bool], Free] = {}
    for free in found:
        local = timezone.localtime(free.starts_at)
        seen.setdefault((free.provider_id, local.date(), local.hour < NOON), free)
    return list(seen.values())


def _answered(request: HttpRequest, answer: RescueAnswer, person: Any) -> None:
    deed = request.POST.get("deed", "")
    try:
        if deed == "accept":
            asked = request.POST.get("asked", "")
            told = actions.accept(answer.pk, by=person, asked=int(asked) if asked.isdecimal() and len(asked) < 5 else 0)
            _tell(request, told)
        elif deed == "cancel":
            actions.decline(answer.pk, by=person)
            messages.success(request, _("The meeting is cancelled, and your credits are back."))
        else:
            actions.choose(answer.pk, _choice(deed), by=person)
            messages.success(request, _("The meeting is moved. Everybody is told by mail."))
    except Refused as refusal:
        messages.error(request, str(refusal))


def _tell(request: HttpRequest, answer: RescueAnswer) -> None:
    if answer.state == AnswerState.ACCEPTED:
        messages.success(request, _("Agreed: %(who)s receives you.") % {"who": answer.substitute})
    else:
        messages.warning(request, _("This person can no longer come. Here is the next proposal."))


def _choice(deed: str) -> Choice:
    """`2026-12-01T09:00:00+00:00 7`: the hour and whoever is free then."""
    hour, _space, provider = deed.partition(" ")
    try:
        at = parse_datetime(hour)
    except ValueError:
        at = None
    if at is None or timezone.is_naive(at) or not (provider.isdecimal() and len(provider) < 19):
        raise Refused(_("Choose one of the times of the page."))
    return Choice(at, int(provider))

"""My registrations: the list, one of them, and what can be done about it. Looking changes nothing; a button does."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registrations import rules
from events.registrations.entries import download
from events.registrations.looking import Card, card_of, shell_for
from events.registrations.models import Registration
from events.registrations.states import RegistrationState as R
from events.registrations.views.answering import answered
from events.registrations.wording import sessions_of
from incubator.access import for_object, for_user

PAST_ON_A_PAGE = 20


@require_safe
@for_user
def registration_list(request: HttpRequest) -> HttpResponse:
    mine = Registration.objects.filter(person=request.user).with_card().with_position()
    coming = mine.live().filter(event__ends_at__gt=timezone.now()).order_by("event__starts_at", "pk")
    cards = [Card(row, [], of_guest=False) for row in coming]
    past = mine.exclude(pk__in=[card.row.pk for card in cards]).order_by("-event__starts_at", "-pk")
    shown = {
        "offered": [card for card in cards if card.may_accept],
        "coming": [card for card in cards if not (card.may_accept or card.is_waiting)],
        "waiting": [card for card in cards if card.is_waiting],
        "page": Paginator(past, PAST_ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "events/registrations/registration_list.html", shown)


@never_cache
@require_safe
@for_object(Registration, may=rules.may_see)
def registration_detail(request: HttpRequest, row: Registration) -> HttpResponse:
    return detail(request, row, of_guest=False)


def detail(request: HttpRequest, row: Registration, *, of_guest: bool) -> HttpResponse:
    """One page for both ways to come here; whoever only looks (staff) gets no buttons."""
    full = Registration.objects.with_card().with_position().get(pk=row.pk)
    card = card_of(full, of_guest=of_guest)
    may_answer = of_guest or rules.may_answer(request.user, full)
    shown = {"card": card, "row": full, "event": full.event, "may_answer": may_answer}
    shown["shell"] = shell_for(None if of_guest else request.user)
    return TemplateResponse(request, "events/registrations/registration_detail.html", shown)


@never_cache
@for_object(Registration, may=rules.may_answer)
def registration_accept(request: HttpRequest, row: Registration) -> HttpResponse:
    return answered(request, Card(row, [], of_guest=False), "accept")


@never_cache
@for_object(Registration, may=rules.may_answer)
def registration_take(request: HttpRequest, row: Registration) -> HttpResponse:
    return answered(request, Card(row, [], of_guest=False), "take")


@never_cache
@for_object(Registration, may=rules.may_answer)
def registration_withdraw(request: HttpRequest, row: Registration) -> HttpResponse:
    return answered(request, Card(row, [], of_guest=False), "withdraw")


@require_safe
@for_object(Registration, may=rules.may_see)
def registration_calendar(request: HttpRequest, row: Registration) -> HttpResponse:
    return file_of(row)


def file_of(row: Registration) -> HttpResponse:
    """The entries of whoever is registered; there is nothing to note down for others."""
    if row.state != R.REGISTERED:
        raise Http404
    content = download([(row, sessions_of(row.event))], name=row.event.title, language=(get_language() or "fr")[:2])
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="registration.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer

"""The twins of the pages of a registration, for whoever comes by a signed link. The link is the gate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events.registrations import links
from events.registrations.looking import Card
from events.registrations.models import Registration
from events.registrations.views.answering import answered
from events.registrations.views.mine import detail, file_of
from incubator.access import for_everyone


def _named(token: str) -> Registration:
    if row := links.registration_by(token):
        return row
    raise Http404


@never_cache
@require_safe
@for_everyone
def guest_detail(request: HttpRequest, token: str) -> HttpResponse:
    return detail(request, _named(token), of_guest=True)


@never_cache
@for_everyone
def guest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, Card(_named(token), [], of_guest=True), "confirm")


@never_cache
@for_everyone
def guest_accept(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, Card(_named(token), [], of_guest=True), "accept")


@never_cache
@for_everyone
def guest_take(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, Card(_named(token), [], of_guest=True), "take")


@never_cache
@for_everyone
def guest_withdraw(request: HttpRequest, token: str) -> HttpResponse:
    return answered(request, Card(_named(token), [], of_guest=True), "withdraw")


@require_safe
@for_everyone
def guest_calendar(request: HttpRequest, token: str) -> HttpResponse:
    return file_of(_named(token))

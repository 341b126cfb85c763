"""The twins of the pages of a meeting, for whoever comes by the link of a mail. The link is the gate."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from incubator.access import for_everyone
from services.bookings import links
from services.bookings.looking import Card
from services.bookings.views.mine import cancelled, detail, file_of
from services.bookings.views.times import moved


def _card(token: str, *, to_change: bool = False) -> Card:
    """Whoever may only look (a reader of the team, or it is over) finds no page to change it."""
    opened = links.opened_by(token)
    if opened is None:
        raise Http404
    card = Card(*opened, token)
    if to_change and not card.may_change:
        raise Http404
    return card


@never_cache
@require_safe
@for_everyone
def booking_link(request: HttpRequest, token: str) -> HttpResponse:
    return detail(request, _card(token))


@never_cache
@for_everyone
def booking_link_move(request: HttpRequest, token: str) -> HttpResponse:
    return moved(request, _card(token, to_change=True))


@never_cache
@for_everyone
def booking_link_cancel(request: HttpRequest, token: str) -> HttpResponse:
    return cancelled(request, _card(token, to_change=True))


@require_safe
@for_everyone
def booking_link_calendar(request: HttpRequest, token: str) -> HttpResponse:
    return file_of(_card(token))

"""Choosing a time: who looks at the free times, keeps one, or moves a meeting to another."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object
from incubator.errors import Refused
from services.bookings import actions, rules
from services.bookings.choosing import Search, Sheet
from services.bookings.forms import HoldForm
from services.bookings.looking import Card
from services.bookings.models import Booking
from services.calendar.taking import Taken
from services.catalogue.models import Service


@never_cache
@require_safe
@for_object(Service, may=rules.may_choose_time, by="slug", secret=True)
def time_list(request: HttpRequest, service: Service) -> HttpResponse:
    return _page(request, Search(request.user, service, request.GET), HoldForm())


@require_POST
@for_object(Service, may=rules.may_choose_time, by="slug", secret=True)
def booking_hold(request: HttpRequest, service: Service) -> HttpResponse:
    search, form = Search(request.user, service, request.POST), HoldForm(request.POST)
    if search.startup is None:
        form.add_error(None, _("Choose the startup that books."))
    elif form.is_valid():
        choice = search.choice(form.cleaned_data["slot"], form.cleaned_data["client_token"])
        if booking := _done(form, lambda: actions.hold(search.startup.pk, service.pk, choice, by=request.user)):
            return redirect("services:booking_confirm", booking.pk)
    return _page(request, search, form)


def _done(form: HoldForm, act: Any) -> Booking | None:
    """What came of it; else the form says why not, and whether other times are to be offered."""
    try:
        return act()
    except Refused as refusal:
        form.is_gone = isinstance(refusal, Taken)  # type: ignore[attr-defined]
        form.add_error(None, str(refusal))
        return None


def _page(request: HttpRequest, search: Search, form: HoldForm, card: Card | None = None) -> HttpResponse:
    sheet = Sheet(search)
    picked = form.cleaned_data.get("slot") if form.is_bound and hasattr(form, "cleaned_data") else None
    shown = {
        "service": search.service,
        "search": search,
        "sheet": sheet,
        "form": form,
        "picked": str(picked or ""),
        "others": sheet.others(picked.at) if picked and getattr(form, "is_gone", False) else [],
        "card": card,
        "as_list": request.GET.get("view", request.POST.get("view")) == "list",
        "may_pick": card is not None or search.may_pick,
        "shell": card.shell if card else "workspace.html",
    }
    return TemplateResponse(request, "services/bookings/time_list.html", shown, status=422 if form.is_bound else 200)


@never_cache
@for_object(Booking, may=rules.may_change)
def booking_move(request: HttpRequest, booking: Booking) -> HttpResponse:
    return moved(request, Card(Booking.objects.with_card().get(pk=booking.pk), request.user))


def moved(request: HttpRequest, card: Card) -> HttpResponse:
    """The same page of times; the meeting keeps its own until another one is had."""
    if not card.may_move:
        messages.info(request, _("This meeting can no longer be moved here."))
        return redirect(card.url("detail"))
    data = request.POST if request.method == "POST" else request.GET
    search = Search(card.person, card.booking.service, data, booking=card.booking)
    form = HoldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        choice = search.choice(form.cleaned_data["slot"], form.cleaned_data["client_token"])
        told = {"by": card.person, "for_staff": not card.of_team}
        if _done(form, lambda: actions.move(card.booking.pk, choice, **told)):
            messages.success(request, _("The meeting is moved. Everybody is told by mail."))
            return redirect(card.url("detail"))
    return _page(request, search, form, card)

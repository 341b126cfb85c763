"""My meetings: the list with what is left and what is due, one of them, and what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.documents.store import store
from incubator.errors import Refused
from services.bookings import actions, records, rules
from services.bookings.entries import download
from services.bookings.files import PURPOSE
from services.bookings.forms import FileForm, ReasonForm
from services.bookings.looking import Card
from services.bookings.mine import mine_of, past_of
from services.bookings.models import Booking
from services.bookings.queries import accounts
from services.bookings.states import BookingState as B
from startups.rules import may_edit


@require_safe
@for_user
def booking_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    mine = mine_of(request.user, now)
    shown = {
        "kept": mine.kept,
        "coming": mine.coming,
        "to_rate": mine.to_rate,
        "items": mine.items,
        "accounts": accounts(request.user),
        "page": past_of(request.user, now, page=request.GET.get("page")),
    }
    return TemplateResponse(request, "services/bookings/booking_list.html", shown)


@never_cache
@require_safe
@for_object(Booking, may=rules.may_see_booking)
def booking_detail(request: HttpRequest, booking: Booking) -> HttpResponse:
    if booking.state == B.HELD:
        return redirect("services:booking_confirm", booking.pk)
    return detail(request, _card(booking, request.user))


def _card(booking: Booking, person: Any) -> Card:
    return Card(Booking.objects.with_card().get(pk=booking.pk), person)


def detail(request: HttpRequest, card: Card, form: FileForm | None = None) -> HttpResponse:
    shown: dict[str, Any] = {"card": card, "booking": card.booking, "shell": card.shell, "form": form or FileForm()}
    if card.booking.state == B.ATTENDED and not card.token:
        shown |= {**records.for_team(card.booking), "may_settle": may_edit(card.person, card.booking.startup)}
    status = 422 if form else 200
    return TemplateResponse(request, "services/bookings/booking_detail.html", shown, status=status)


@never_cache
@for_object(Booking, may=rules.may_change)
def booking_cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    return cancelled(request, _card(booking, request.user))


def cancelled(request: HttpRequest, card: Card) -> HttpResponse:
    """Says before what it costs. The startup may give a reason; whoever receives must."""
    form = ReasonForm(request.POST if request.method == "POST" else None, is_needed=not card.of_team)
    if form.is_bound and form.is_valid():
        act: Callable[..., Booking] = actions.cancel if card.of_team else actions.call_off
        try:
            act(card.booking.pk, by=card.person, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The meeting is cancelled. Everybody is told by mail."))
        return redirect(card.url("detail"))
    shown = {"card": card, "booking": card.booking, "shell": card.shell, "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "services/bookings/booking_cancel.html", shown, status=status)


@require_POST
@for_object(Booking, may=rules.may_add_file)
def booking_file(request: HttpRequest, booking: Booking) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        for upload in form.cleaned_data["uploads"]:
            try:
                store(upload, purpose=PURPOSE, about=booking, by=request.user)
            except Refused as refusal:
                form.add_error("uploads", str(refusal))
    if form.errors:
        return detail(request, _card(booking, request.user), form)
    messages.success(request, _("The file is kept with the meeting."))
    return redirect(booking)


@require_POST
@for_object(Booking, may=rules.may_remove_file)
def booking_file_remove(request: HttpRequest, booking: Booking, document: Any) -> HttpResponse:
    with telling(request, done=_("The file is removed.")):
        actions.remove_file(booking.pk, document_id=document, by=request.user)
    return redirect(booking)


@require_safe
@for_object(Booking, may=rules.may_see_booking)
def booking_calendar(request: HttpRequest, booking: Booking) -> HttpResponse:
    return file_of(_card(booking, request.user))


def file_of(card: Card) -> HttpResponse:
    """The entry of a meeting that stands; there is nothing to note down of others."""
    if not card.is_confirmed:
        raise Http404
    content = download(card.booking, name=card.booking.service.name, language=(get_language() or "fr")[:2])
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer

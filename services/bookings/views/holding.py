"""From a kept time to a meeting: what it is about, who comes, and what there is to read before."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from incubator.access import for_object
from incubator.documents.store import store
from incubator.errors import Refused
from services.bookings import actions, rules
from services.bookings.choosing import Search, Sheet
from services.bookings.files import PURPOSE
from services.bookings.forms import DetailsForm
from services.bookings.looking import Card
from services.bookings.models import Booking
from services.bookings.queries import same_week, ways
from services.bookings.states import BookingState as B
from services.calendar.taking import Taken

KEPT = {B.HELD, B.EXPIRED}


@never_cache
@for_object(Booking, may=rules.may_finish)
def booking_confirm(request: HttpRequest, booking: Booking) -> HttpResponse:
    booking = Booking.objects.with_card().get(pk=booking.pk)
    if booking.state not in KEPT:
        return redirect(booking)
    form = _form(request, booking)
    if (
        form.is_bound
        and form.is_valid()
        and _files_are_kept(form, booking, by=request.user)
        and (made := _confirmed(form, booking, by=request.user))
    ):
        waits = made.state == B.PENDING
        told = _("Your request is sent: the programme team answers.") if waits else _("Your meeting stands.")
        messages.success(request, told)
        return redirect(made)
    return _page(request, getattr(form, "kept", booking), form)


def _form(request: HttpRequest, booking: Booking) -> DetailsForm:
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return DetailsForm(*typed, booking=booking, ways=ways(booking))


def _files_are_kept(form: DetailsForm, booking: Booking, *, by: Any) -> bool:
    """Before anything else, so that a refusal further on does not ask for them again."""
    for upload in form.cleaned_data["uploads"]:
        try:
            store(upload, purpose=PURPOSE, about=booking, by=by)
        except Refused as refusal:
            form.add_error("uploads", str(refusal))
    return not form.errors


def _confirmed(form: DetailsForm, booking: Booking, *, by: Any) -> Booking | None:
    """The kept time; when it is gone, the other one that was chosen on this same page, with everything typed."""
    values = form.cleaned_data
    details = actions.Details(values["goal"], tuple(values["participants"]), values.get("place", ""))
    try:
        if values.get("slot"):
            search = Search(by, booking.service, form.data, booking=booking)
            booking = form.kept = actions.hold_instead(
                booking.pk, search.choice(values["slot"], values["client_token"]), by=by
            )  # type: ignore[attr-defined]
        return actions.confirm(booking.pk, details, by=by)
    except Taken as gone:
        form.is_gone = True  # type: ignore[attr-defined]
        form.add_error(None, str(gone))
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return None


def _page(request: HttpRequest, booking: Booking, form: DetailsForm) -> HttpResponse:
    booking.refresh_from_db(fields=["state", "held_until"])
    is_over = booking.state == B.EXPIRED or (booking.held_until or timezone.now()) <= timezone.now()
    is_gone = is_over or getattr(form, "is_gone", False)
    shown = {
        "card": Card(booking, request.user),
        "booking": booking,
        "form": form,
        "is_gone": is_gone,
        "others": _others(request, booking) if is_gone else [],
        "same": same_week(booking.startup, booking.service, booking.starts_at),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "services/bookings/booking_confirm.html", shown, status=status)


def _others(request: HttpRequest, booking: Booking) -> Any:
    """The same time first, if nobody has taken it."""
    asked = {"first": f"{timezone.localdate(booking.starts_at):%Y-%m-%d}"}
    return Sheet(Search(request.user, booking.service, asked, booking=booking)).others(booking.starts_at)

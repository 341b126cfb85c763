"""What the links of two letters open: did it take place, and was it useful. Looking changes nothing; one button answers."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from incubator.access import for_everyone, telling
from incubator.errors import Refused
from services.bookings import actions, rules, signed
from services.bookings.coach_forms import RatingForm
from services.bookings.models import Booking
from services.bookings.notices import startup_side
from services.bookings.states import BookingState


def _named(purpose: str, token: str) -> tuple[Booking, Any]:
    known = signed.read(purpose, token)
    booking = Booking.objects.with_card().select_related("asked_by").filter(pk=known[0]).first() if known else None
    if known is None or booking is None:
        raise Http404
    return booking, known[1]


@never_cache
@for_everyone
def attendance_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Two clicks from the mail: the link, and one of the two buttons."""
    booking, person = _named(signed.ATTENDANCE, token)
    if not rules.is_provider(person, booking):
        raise Http404
    if request.method == "POST":
        act = actions.miss if request.POST.get("deed") == "miss" else actions.attend
        with telling(request, done=_("Thank you, it is noted.")):
            act(booking.pk, by=person)
        return redirect("services:attendance_answer", token)
    noted = booking.state in {BookingState.ATTENDED, BookingState.NO_SHOW}
    page = {"booking": booking, "noted": noted, "may": noted or booking.state == BookingState.CONFIRMED}
    return TemplateResponse(request, "services/bookings/attendance_answer.html", page)


@never_cache
@for_everyone
def rating_answer(request: HttpRequest, token: str) -> HttpResponse:
    """The star of the mail is chosen already; a word may be added."""
    booking, person = _named(signed.RATING, token)
    if person not in startup_side(booking):
        raise Http404
    sent = request.method == "POST"
    form = RatingForm(request.POST if sent else None, initial=_given(request, booking))
    if sent and form.is_valid():
        try:
            actions.rate(booking.pk, by=person, rating=form.cleaned_data["stars"], comment=form.cleaned_data["comment"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you for your opinion."))
            return redirect("services:rating_answer", token)
    page = {"booking": booking, "form": form, "may": booking.state == BookingState.ATTENDED}
    return TemplateResponse(request, "services/bookings/rating_answer.html", page, status=422 if form.errors else 200)


def _given(request: HttpRequest, booking: Booking) -> dict[str, Any]:
    """From the mail, else what was said before."""
    return {"stars": request.GET.get("stars") or booking.rating, "comment": booking.rating_comment}

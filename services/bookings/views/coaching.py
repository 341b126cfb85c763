"""The day of whoever receives startups: meetings, what is to be noted and written, and her startups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, telling
from services.bookings import actions, rules
from services.bookings.day import contacts_of, day_of
from services.bookings.models import Booking
from services.calendar.gates import for_provider
from services.calendar.models import Provider


@never_cache
@require_safe
@for_provider
def coaching_today(request: HttpRequest, provider: Provider) -> HttpResponse:
    page = {"provider": provider, "day": day_of(provider)}
    return TemplateResponse(request, "services/bookings/coaching_today.html", page)


@require_safe
@for_provider
def coaching_startups(request: HttpRequest, provider: Provider) -> HttpResponse:
    page = {"provider": provider, "contacts": contacts_of(provider)}
    return TemplateResponse(request, "services/bookings/coaching_startups.html", page)


@require_POST
@for_object(Booking, may=rules.may_note)
def booking_attend(request: HttpRequest, booking: Booking) -> HttpResponse:
    with telling(request, done=_("Noted: the meeting took place.")):
        actions.attend(booking.pk, by=request.user)
    return redirect("services:record_edit", booking.pk)


@require_POST
@for_object(Booking, may=rules.may_note)
def booking_miss(request: HttpRequest, booking: Booking) -> HttpResponse:
    with telling(request, done=_("Noted: nobody came.")):
        actions.miss(booking.pk, by=request.user)
    return redirect("services:coaching_today" if rules.is_provider(request.user, booking) else booking)

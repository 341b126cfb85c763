"""A time for a request: the talk before the proposal, machine and technician for the work."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from incubator import spoken
from incubator.access import for_object
from incubator.errors import Refused
from services.calendar.taking import Taken
from services.catalogue.models import Service
from services.requests import rules
from services.requests.actions.appointing import appoint, offered
from services.requests.forms import AppointForm
from services.requests.models import Request
from services.requests.queries import times_of


def _price(service: Service) -> str:
    """In credits, with what an incubated startup pays beside them."""
    share = service.price_incubated_mad
    return f"{spoken.credits(service.price)} + {spoken.dirhams(share)}" if share else spoken.credits(service.price)


@for_object(Request, may=rules.may_appoint)
def request_book(request: HttpRequest, asked: Request, slug: str) -> HttpResponse:
    """One list of times that person, room and machine have in common; a time that is gone is told, and the others stand there."""
    service = offered(asked, slug)
    if service is None:
        raise Http404
    times = times_of(service)
    form = AppointForm(request.POST or None, times=times, initial={"token": uuid.uuid4()})
    if form.is_valid():
        try:
            appoint(asked.pk, service_id=service.pk, choice=form.choice(times), by=request.user)
        except (Refused, Taken) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your appointment stands."))
            return redirect(asked)
    page = {"asked": asked, "service": service, "form": form, "times": times, "price": _price(service)}
    return TemplateResponse(request, "services/requests/request_book.html", page, status=422 if form.errors else 200)

"""The list of a person's requests, and the form by which one is begun, changed and sent."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from services.catalogue.models import Service
from services.ledger.needs import missing
from services.requests import rules
from services.requests.actions import asking
from services.requests.forms import RequestForm
from services.requests.models import Request
from services.requests.queries import next_of, requests_of, writers_of

ROWS = 50


@require_safe
@for_user
def request_list(request: HttpRequest) -> HttpResponse:
    """All requests of her startups, each with its state and who moves next."""
    page, now = Paginator(requests_of(request.user), ROWS).get_page(request.GET.get("page")), timezone.now()
    shown = {"page": page, "rows": [(row, next_of(row, now)) for row in page]}
    return TemplateResponse(request, "services/requests/request_list.html", shown)


@for_object(Service, may=rules.may_ask, by="slug")
def request_new(request: HttpRequest, service: Service) -> HttpResponse:
    """What is missing stands above the form; a draft is kept whatever is missing."""
    form = RequestForm(request.POST or None, request.FILES or None, user=request.user, service=service)
    if form.is_valid():
        startup = form.cleaned_data["startup"]
        try:
            made = asking.begin(
                service.pk,
                startup_id=startup.pk,
                wish=form.wish(),
                token=form.cleaned_data["token"],
                by=request.user,
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _kept(request, made)
    page = {"service": service, "form": form, "standings": _standings(request.user, service)}
    return TemplateResponse(request, "services/requests/request_form.html", page, status=422 if form.errors else 200)


def _standings(user: Any, service: Service) -> list[tuple[Any, list[str]]]:
    """Per startup, what keeps it from asking."""
    return [(startup, missing(startup, service)) for startup in writers_of(user)]


@for_object(Request, may=rules.may_write)
def request_edit(request: HttpRequest, asked: Request) -> HttpResponse:
    """The draft again; what was sent is changed no more."""
    if not asked.is_draft:
        return redirect(asked)
    service = asked.service
    form = RequestForm(request.POST or None, request.FILES or None, user=request.user, service=service, request=asked)
    if form.is_valid():
        try:
            asking.edit(asked.pk, wish=form.wish(), by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _kept(request, asked)
    standings = [(asked.startup, missing(asked.startup, service))]
    page = {"service": service, "form": form, "asked": asked, "standings": standings}
    return TemplateResponse(request, "services/requests/request_form.html", page, status=422 if form.errors else 200)


def _kept(request: HttpRequest, asked: Request) -> HttpResponse:
    """Saved; sent as well when that button was pressed and nothing is missing."""
    if "send" not in request.POST:
        messages.success(request, _("Your draft is saved. It is not sent yet."))
        return redirect(asked)
    try:
        asking.send(asked.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, _("Your draft is saved, but not sent. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("Your request is sent."))
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_send(request: HttpRequest, asked: Request) -> HttpResponse:
    with telling(request, done=_("Your request is sent.")):
        asking.send(asked.pk, by=request.user)
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_delete(request: HttpRequest, asked: Request) -> HttpResponse:
    """A draft that was never sent."""
    if not asked.is_draft:
        raise PermissionDenied
    with telling(request, done=_("The draft is deleted.")):
        asking.drop(asked.pk, by=request.user)
    return redirect("services:request_list")

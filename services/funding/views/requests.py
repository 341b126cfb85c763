"""A team's requests: the list, the form, the page of one, and its ways out."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from services.funding import rules
from services.funding.actions import requests
from services.funding.forms import WishForm, writable_by
from services.funding.looking import FundingFile, Refusals
from services.funding.models import FundingRequest, Instrument
from services.funding.queries import files_of, in_the_way, with_everything

ROWS = 50


@require_safe
@for_user
def funding_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(files_of(request.user), ROWS).get_page(request.GET.get("page"))
    return TemplateResponse(request, "services/funding/funding_list.html", {"page": page})


@for_object(Instrument, may=rules.may_ask, by="slug")
def funding_apply(request: HttpRequest, instrument: Instrument) -> HttpResponse:
    startups = writable_by(request.user, rules.WRITERS)
    form = WishForm(request.POST or None, startups=startups)

    def begin() -> FundingRequest:
        chosen = form.cleaned_data["startup"]
        return requests.begin(instrument.pk, startup_id=chosen.pk, wish=form.wish(), by=request.user)

    page = {
        "instrument": instrument,
        "startups": startups,
        "standings": in_the_way(instrument, startups),
    }
    if form.is_valid() and (made := _kept(form, begin)):
        return redirect(made)
    return _page(request, "services/funding/funding_apply.html", {**page, "form": form})


@for_object(FundingRequest, may=rules.may_write)
def funding_edit(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    if not funding.is_written:
        messages.error(request, _("This request has been sent: it can no longer be changed."))
        return redirect(funding)
    form = WishForm(request.POST or None, initial=WishForm.initial_of(funding))

    def write() -> FundingRequest:
        return requests.write(funding.pk, wish=form.wish(), by=request.user)

    page = {"funding": funding, "instrument": funding.instrument}
    if form.is_valid() and _kept(form, write):
        return redirect(funding)
    return _page(request, "services/funding/funding_edit.html", {**page, "form": form})


def _kept(form: forms.Form, act: Callable[[], FundingRequest]) -> FundingRequest | None:
    """A refusal stands on the form."""
    try:
        return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _page(request: HttpRequest, template: str, page: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, page, status=422 if page["form"].errors else 200)


@require_safe
@for_object(FundingRequest, may=rules.may_read)
def funding_detail(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    return drawn(request, funding)


def drawn(request: HttpRequest, funding: FundingRequest, refusals: Refusals | None = None) -> HttpResponse:
    """The page of a request; with refusals it comes again as 422, and nothing typed is lost."""
    whole = with_everything(FundingRequest.objects).get(pk=funding.pk)
    file = FundingFile(whole, request.user, refusals)
    status = 422 if refusals else 200
    return TemplateResponse(request, "services/funding/funding_detail.html", {"file": file}, status=status)


@require_POST
@for_object(FundingRequest, may=rules.may_send)
def funding_submit(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    with telling(request, done=_("Your request is sent.")):
        requests.submit(funding.pk, by=request.user)
    return redirect(funding)


@require_POST
@for_object(FundingRequest, may=rules.may_send)
def funding_withdraw(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    with telling(request, done=_("The request is withdrawn.")):
        requests.withdraw(funding.pk, by=request.user)
    return redirect(funding)


@require_POST
@for_object(FundingRequest, may=rules.may_send)
def funding_delete(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    try:
        requests.delete_draft(funding.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(funding)
    messages.success(request, _("The draft is deleted."))
    return redirect("services:funding_list")

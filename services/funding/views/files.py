"""What a team sends with its request: papers, own money, proofs of conditions. Each is one form on the page of the request."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.access import for_object, telling
from incubator.errors import Refused
from services.funding import rules
from services.funding.actions import requests, tranches
from services.funding.forms import ContributionForm, FileForm
from services.funding.models import FundingRequest
from services.funding.queries import condition_of, paper_of
from services.funding.views.requests import drawn

Act = Callable[[dict[str, Any]], Any]


@require_POST
@for_object(FundingRequest, may=rules.may_write)
def funding_attach(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    """For a paper asked for, named by its number, or one more file."""
    asked = request.POST.get("paper", "")
    paper = paper_of(funding, asked)
    if asked and paper is None:
        raise Http404

    def attach(values: dict[str, Any]) -> Any:
        return requests.attach(funding.pk, upload=values["file"], paper=paper, by=request.user)

    key = f"paper-{paper.pk}" if paper else "piece"
    return _sent(request, funding, (key, FileForm), attach)


@require_POST
@for_object(FundingRequest, may=rules.may_write)
def funding_contribute(request: HttpRequest, funding: FundingRequest) -> HttpResponse:
    def contribute(values: dict[str, Any]) -> Any:
        told = {"label": values["label"], "amount": values["amount"], "upload": values["file"]}
        return requests.contribute(funding.pk, by=request.user, **told)

    return _sent(request, funding, ("money", ContributionForm), contribute)


@require_POST
@for_object(FundingRequest, may=rules.may_write)
def funding_prove(request: HttpRequest, funding: FundingRequest, condition: int) -> HttpResponse:
    row = condition_of(funding, condition)
    if row is None:
        raise Http404

    def prove(values: dict[str, Any]) -> Any:
        return tranches.prove(row.pk, upload=values["file"], by=request.user)

    return _sent(request, funding, (f"proof-{row.pk}", FileForm), prove)


def _sent(request: HttpRequest, funding: FundingRequest, asked: tuple[str, type[forms.Form]], act: Act) -> HttpResponse:
    key, kind = asked
    form = kind(request.POST, request.FILES, auto_id=f"id_{key}_%s")
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Your file is with the programme team."))
            return redirect(funding)
    return drawn(request, funding, {key: form})


@require_POST
@for_object(FundingRequest, may=rules.may_write)
def funding_piece_remove(request: HttpRequest, funding: FundingRequest, piece: int) -> HttpResponse:
    with telling(request, done=_("The file is removed.")):
        requests.remove_piece(funding.pk, piece=piece, by=request.user)
    return redirect(funding)


@require_POST
@for_object(FundingRequest, may=rules.may_write)
def funding_money_remove(request: HttpRequest, funding: FundingRequest, contribution: int) -> HttpResponse:
    with telling(request, done=_("It is taken out.")):
        requests.remove_contribution(funding.pk, contribution=contribution, by=request.user)
    return redirect(funding)

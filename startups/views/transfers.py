from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, telling
from incubator.errors import Refused
from startups import queries, rules
from startups.actions import transfers
from startups.forms.team import OfferForm
from startups.models import OwnershipTransfer, Startup
from startups.views.profile import refused


@for_object(Startup, may=rules.may_manage_team, by="slug")
def transfer_offer(request: HttpRequest, startup: Startup) -> HttpResponse:
    form = OfferForm(request.POST or None, members=queries.others(startup, request.user))
    if form.is_valid():
        try:
            transfers.offer(startup.pk, to=form.cleaned_data["to"], by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The ownership is offered. It changes hands when the member accepts."))
            return redirect("startups:startup_team", startup.slug)
    shown = {"form": form, "startup": startup}
    return TemplateResponse(request, "startups/transfer_offer.html", shown, status=422 if form.is_bound else 200)


@require_safe
@for_object(OwnershipTransfer, may=rules.may_see_transfer, by="uid")
def transfer_detail(request: HttpRequest, transfer: OwnershipTransfer) -> HttpResponse:
    shown = {
        "transfer": transfer,
        "startup": transfer.startup,
        "may_answer": rules.may_answer_transfer(request.user, transfer),
        "may_withdraw": rules.may_withdraw_transfer(request.user, transfer),
    }
    return TemplateResponse(request, "startups/transfer_detail.html", shown)


@require_POST
@for_object(OwnershipTransfer, may=rules.may_answer_transfer, by="uid")
def transfer_accept(request: HttpRequest, transfer: OwnershipTransfer) -> HttpResponse:
    with telling(request, done=_("You are the owner of %(name)s now.") % {"name": transfer.startup}):
        transfers.accept(transfer.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:transfer_detail", transfer.uid)


@require_POST
@for_object(OwnershipTransfer, may=rules.may_answer_transfer, by="uid")
def transfer_decline(request: HttpRequest, transfer: OwnershipTransfer) -> HttpResponse:
    with telling(request, done=_("The ownership is declined.")):
        transfers.decline(transfer.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:transfer_detail", transfer.uid)


@require_POST
@for_object(OwnershipTransfer, may=rules.may_withdraw_transfer, by="uid")
def transfer_withdraw(request: HttpRequest, transfer: OwnershipTransfer) -> HttpResponse:
    with telling(request, done=_("The offer is withdrawn.")):
        transfers.withdraw(transfer.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", transfer.startup.slug)

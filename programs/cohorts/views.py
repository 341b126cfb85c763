from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from incubator.access import for_object
from incubator.errors import Refused
from programs.applications.models import Application
from programs.applications.queries import with_call
from programs.applications.states import ApplicationState
from programs.cohorts import actions, queries, rules
from programs.cohorts.forms import LeaveForm, OfferForm
from programs.cohorts.models import Enrolment
from programs.decisions.actions import answering
from programs.decisions.queries import published_decision


@for_object(Application, may=rules.may_see_offer)
def offer_answer(request: HttpRequest, application: Application) -> HttpResponse:
    """The published offer with its reason and date; the owner confirms or declines."""
    sent, may_answer = request.method == "POST", rules.may_answer_offer(request.user, application)
    if sent and application.state == ApplicationState.OFFERED and not may_answer:
        raise PermissionDenied
    form = OfferForm(request.POST if sent and may_answer else None)
    if form.is_valid():
        try:
            told = _answer(application, form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told)
            return redirect(application)
    page = {
        "application": with_call(application),
        "decision": published_decision(application),
        "form": form,
        "may_answer": may_answer,
    }
    return TemplateResponse(request, "programs/cohorts/offer_answer.html", page, status=422 if sent else 200)


def _answer(application: Application, values: dict[str, Any], *, by: Any) -> str:
    if values["answer"] == "confirm":
        actions.confirm(application.pk, by=by)
        return _("Your place is confirmed. Welcome!")
    answering.decline(application.pk, by=by, reason=values["reason"])
    return _("The offer is declined.")


@for_object(Application, may=rules.may_see_place)
def participation(request: HttpRequest, application: Application) -> HttpResponse:
    """Where the startup stands in its cohort, and why; an owner can say that it leaves."""
    place = Enrolment.objects.with_card().get(application=application)
    may_leave = rules.may_leave(request.user, application)
    if request.method == "POST" and not may_leave:
        raise PermissionDenied
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.leave(place.pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your startup has left the cohort. Thank you for telling us."))
            return redirect("programs:participation", application.pk)
    page = {
        "application": application,
        "place": place,
        "word": queries.last_word(place),
        "form": form,
        "may_leave": may_leave,
    }
    return TemplateResponse(request, "programs/cohorts/participation.html", page, status=422 if form.is_bound else 200)

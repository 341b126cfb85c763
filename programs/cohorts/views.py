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
from programs.cohorts import actions, rules
from programs.cohorts.forms import OfferForm
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

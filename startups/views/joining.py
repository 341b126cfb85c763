from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from startups import queries, rules
from startups.actions import joining
from startups.forms.team import JoinForm, RoleForm
from startups.models import JoinRequest
from startups.tokens import read_join_key
from startups.views.profile import refused


@for_user
def join_ask(request: HttpRequest, key: str) -> HttpResponse:
    """For a company that the person was shown as a look-alike or a public card; she learns its name and city, no more."""
    startup = queries.named(read_join_key(key, request.user))
    if startup is None:
        raise Http404
    form = JoinForm(request.POST or None)
    if form.is_valid():
        try:
            joining.ask(startup.pk, message=form.cleaned_data["message"], by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Your request has been sent to the team of %(name)s.") % {"name": startup.name})
            return redirect("startups:my_startups")
    shown = {"form": form, "startup": startup}
    return TemplateResponse(request, "startups/join_ask.html", shown, status=422 if form.is_bound else 200)


@require_POST
@for_object(JoinRequest, may=rules.may_answer_request, by="uid")
def join_accept(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    form = RoleForm(request.POST)
    with telling(request, done=_("%(name)s is in the team now.") % {"name": asked.person}):
        joining.accept(asked.pk, role=form.cleaned_data["role"] if form.is_valid() else "", by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", asked.startup.slug)


@require_POST
@for_object(JoinRequest, may=rules.may_answer_request, by="uid")
def join_decline(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    with telling(request, done=_("The request is declined.")):
        joining.decline(asked.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", asked.startup.slug)


@require_POST
@for_object(JoinRequest, may=rules.may_withdraw_request, by="uid")
def join_withdraw(request: HttpRequest, asked: JoinRequest) -> HttpResponse:
    with telling(request, done=_("Your request is withdrawn.")):
        joining.withdraw(asked.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:my_startups")

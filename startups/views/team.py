from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, telling
from incubator.errors import Refused
from startups import rules
from startups.actions import invitations, team
from startups.forms.team import InviteForm, RoleForm
from startups.models import Startup
from startups.states import TeamRole
from startups.views.profile import refused


@require_safe
@for_object(Startup, may=rules.may_read_team, by="slug")
def startup_team(request: HttpRequest, startup: Startup) -> HttpResponse:
    is_owner = rules.may_manage_team(request.user, startup)
    shown = {
        "startup": startup,
        "seats": list(startup.memberships.live().with_person()),
        "invitations": list(startup.invitations.pending()),
        "transfer": startup.transfers.pending().with_card().first(),
        "requests": list(startup.join_requests.pending().with_card()) if is_owner else [],
        "roles": TeamRole.choices,
        "may_manage_team": is_owner,
        "may_edit": rules.may_edit(request.user, startup),
        "may_leave": rules.may_leave(request.user, startup),
    }
    return TemplateResponse(request, "startups/startup_team.html", shown)


@for_object(Startup, may=rules.may_manage_team, by="slug")
def member_invite(request: HttpRequest, startup: Startup) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = invitations.invite(startup.pk, **form.cleaned_data, by=request.user)  # type: ignore[arg-type]
        except Refused as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
            return redirect("startups:startup_team", startup.slug)
    shown = {"form": form, "startup": startup}
    return TemplateResponse(request, "startups/member_invite.html", shown, status=422 if form.is_bound else 200)


@require_POST
@for_object(Startup, may=rules.may_manage_team, by="slug")
def member_role(request: HttpRequest, startup: Startup, person: UUID) -> HttpResponse:
    seat = _seat(startup, person)
    form = RoleForm(request.POST)
    with telling(request, done=_("The role of %(name)s is changed.") % {"name": seat.person}):
        role = form.cleaned_data["role"] if form.is_valid() else ""
        team.change_role(startup.pk, person=seat.person, role=role, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", startup.slug)


@require_POST
@for_object(Startup, may=rules.may_manage_team, by="slug")
def member_remove(request: HttpRequest, startup: Startup, person: UUID) -> HttpResponse:
    seat = _seat(startup, person)
    with telling(request, done=_("%(name)s is no longer in the team.") % {"name": seat.person}):
        team.remove(startup.pk, person=seat.person, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", startup.slug)


@require_POST
@for_object(Startup, may=rules.may_leave, by="slug")
def team_leave(request: HttpRequest, startup: Startup) -> HttpResponse:
    try:
        team.leave(startup.pk, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("startups:startup_team", startup.slug)
    messages.success(request, _("You have left the team of %(name)s.") % {"name": startup.name})
    return redirect("startups:my_startups")


def _seat(startup: Startup, person: UUID) -> Any:
    """A member, found through her team."""
    return get_object_or_404(startup.memberships.live().with_person(), person__uid=person)

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_everyone, for_object, telling
from incubator.errors import Refused
from startups import queries, rules
from startups.actions import invitations
from startups.models import Invitation
from startups.states import InvitationState

PENDING = InvitationState.PENDING


@require_safe
@never_cache
@for_everyone
def invitation_detail(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from the mail: to the holder of the link, to the invited address only, and once."""
    invitation = queries.invitation_by(token)
    if invitation is None:
        raise Http404
    if invitation.state != PENDING or invitation.expires_at <= timezone.now():
        return TemplateResponse(request, "startups/invitation_gone.html", {"invitation": invitation}, status=410)
    shown = {"invitation": invitation, "startup": invitation.startup}
    if request.user.is_authenticated and not rules.may_answer_invitation(request.user, invitation):
        return TemplateResponse(request, "startups/invitation_other.html", shown, status=403)
    return TemplateResponse(request, "startups/invitation_detail.html", shown)


@require_POST
@for_object(Invitation, may=rules.may_answer_invitation, by="uid")
def invitation_accept(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    try:
        accepted = invitations.accept(invitation.pk, by=request.user)  # type: ignore[arg-type]
    except Refused as refusal:
        shown = {"invitation": invitation, "why": str(refusal)}
        return TemplateResponse(request, "startups/invitation_gone.html", shown, status=410)
    messages.success(request, _("Welcome to the team of %(name)s.") % {"name": accepted.startup.name})
    return redirect(accepted.startup)


@require_POST
@for_object(Invitation, may=rules.may_answer_invitation, by="uid")
def invitation_decline(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    with telling(request, done=_("The invitation is declined.")):
        invitations.decline(invitation.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:my_startups")


@require_POST
@for_object(Invitation, may=rules.may_manage_invitation, by="uid")
def invitation_resend(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    with telling(request, done=_("The invitation is sent again, with a new link.")):
        invitations.resend(invitation.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", invitation.startup.slug)


@require_POST
@for_object(Invitation, may=rules.may_manage_invitation, by="uid")
def invitation_revoke(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    with telling(request, done=_("The invitation is withdrawn.")):
        invitations.revoke(invitation.pk, by=request.user)  # type: ignore[arg-type]
    return redirect("startups:startup_team", invitation.startup.slug)

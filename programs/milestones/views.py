"""The founder's side: her plans, one milestone with what she hands in."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from incubator.journal.models import Entry
from programs.milestones import rules
from programs.milestones.actions import handing_in
from programs.milestones.drawn import course, history
from programs.milestones.forms import EvidenceForm
from programs.milestones.models import Milestone
from programs.milestones.queries import files_of, plans_of


@require_safe
@for_user
def milestone_list(request: HttpRequest) -> HttpResponse:
    """The plans of her startups, each with its course of the sun."""
    mine = Milestone.objects.visible_to(request.user) if not _is_staff(request.user) else Milestone.objects.none()
    plans = [(plan, course(plan, rtl=get_language_bidi())) for plan in plans_of(mine)]
    return TemplateResponse(request, "programs/milestones/milestone_list.html", {"plans": plans})


def _is_staff(user: Any) -> bool:
    return bool(user.is_staff)


@for_object(Milestone, may=rules.may_see, by="uid")
def milestone_detail(request: HttpRequest, found: Milestone) -> HttpResponse:
    """What is asked, what was handed in and answered; those who may write for the startup hand it in here."""
    milestone = Milestone.objects.with_card().get(pk=found.pk)
    may_submit, sent = rules.may_submit(request.user, milestone), request.method == "POST"
    if sent and not rules.may_write(request.user, milestone):
        raise PermissionDenied
    form = EvidenceForm(request.POST, request.FILES) if sent else EvidenceForm(initial={"evidence": milestone.evidence})
    if sent and form.is_valid() and _kept(form, milestone, by=request.user, hand_in="send" in request.POST):
        messages.success(
            request, _("Handed in. The programme team answers here.") if "send" in request.POST else _("Kept.")
        )
        return redirect(milestone)
    page = {
        "milestone": milestone,
        "form": form,
        "files": files_of(milestone),
        "history": history(Entry.objects.about(milestone).with_author()[:20]),
        "may_submit": may_submit,
        "may_withdraw": rules.may_withdraw(request.user, milestone),
    }
    return TemplateResponse(request, "programs/milestones/milestone_detail.html", page, status=422 if sent else 200)


def _kept(form: EvidenceForm, milestone: Milestone, *, by: Any, hand_in: bool) -> bool:
    """Text and good files are kept whatever else is refused; the reasons go beside their fields."""
    typed = form.cleaned_data["evidence"]
    for upload in form.cleaned_data["uploads"]:
        try:
            handing_in.attach(milestone.pk, by=by, upload=upload)
        except Refused as refusal:
            form.add_error("uploads", f"{upload.name} – {refusal}")
    if form.errors:
        return False
    try:
        (handing_in.submit if hand_in else handing_in.keep)(milestone.pk, by=by, evidence=typed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return not form.errors


@require_POST
@for_object(Milestone, may=rules.may_write, by="uid")
def milestone_withdraw(request: HttpRequest, milestone: Milestone) -> HttpResponse:
    with telling(request, done=_("Taken back: you can change it and hand it in again.")):
        handing_in.withdraw(milestone.pk, by=request.user)
    return redirect(milestone)


@require_POST
@for_object(Milestone, may=rules.may_write, by="uid")
def milestone_detach(request: HttpRequest, milestone: Milestone, document: Any) -> HttpResponse:
    with telling(request, done=_("The file is removed.")):
        handing_in.detach(milestone.pk, by=request.user, document=document)
    return redirect(milestone)

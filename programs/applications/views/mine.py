"""A person's files: the list, the page of one, the start, what was sent, the ways out."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from programs.applications import rules
from programs.applications.actions import filing
from programs.applications.arrivals import arrived_at
from programs.applications.forms import BeginForm, WithdrawForm
from programs.applications.history import decision_in, history_of
from programs.applications.looking import File
from programs.applications.models import Application
from programs.applications.queries import files_of_person, live_files, with_deadlines
from programs.applications.states import ApplicationState
from programs.calls.models import Call

ROWS = 50


@require_safe
@for_user
def application_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(files_of_person(request.user), ROWS).get_page(request.GET.get("page"))
    shown = {"page": page, "files": with_deadlines(page), "now": timezone.now()}
    return TemplateResponse(request, "programs/applications/application_list.html", shown)


@for_user
def application_begin(request: HttpRequest, slug: str) -> HttpResponse:
    call = Call.objects.visible_to(request.user).with_card().filter(slug=slug).first()
    if call is None:
        raise Http404
    form = BeginForm(request.POST or None, user=request.user)
    if form.is_valid():
        startup, answers = form.cleaned_data["startup"], _self_check(request, call)
        try:
            return redirect(filing.begin(call.pk, startup_id=startup.pk, by=request.user, self_check=answers))
        except Refused as refusal:
            form.add_error(None, str(refusal))
    page = {
        "call": call,
        "form": form,
        "files": live_files(request.user, call),
        "phase": call.phase(),
        "now": timezone.now(),
    }
    return TemplateResponse(
        request, "programs/applications/application_begin.html", page, status=422 if form.errors else 200
    )


def _self_check(request: HttpRequest, call: Call) -> dict[str, Any]:
    """What the person answered on the call's page before she had an account."""
    return request.session.get("self_check", {}).get(call.slug, {})


@require_safe
@for_object(Application, may=rules.may_look)
def application_detail(request: HttpRequest, application: Application) -> HttpResponse:
    file = File(application, request.user)
    if not file.role:
        return redirect("admin:programs_application_change", application.pk)
    history = history_of(application)
    page = {
        "file": file,
        "application": file.application,
        "place": _place(application),
        "history": history,
        "decision": decision_in(history),
        "versions": application.versions.select_related("sent_by"),
        "last_messages": list(application.messages.select_related("author").order_by("-at", "-pk")[:3]),
    }
    return TemplateResponse(request, "programs/applications/application_detail.html", page)


def _place(application: Application) -> Any:
    """The participation that came of the file, when its state tells that there may be one."""
    may_have = application.state in {ApplicationState.ACCEPTED, ApplicationState.WITHDRAWN}
    return getattr(application, "enrolment", None) if may_have else None


@require_safe
@for_object(Application, may=rules.may_read)
def application_version(request: HttpRequest, application: Application, number: int) -> HttpResponse:
    version = application.versions.select_related("sent_by").filter(number=number).first()
    if version is None:
        raise Http404
    file = File(application, request.user)
    page = {"file": file, "application": file.application, "version": version, "summary": file.summary(version.answers)}
    return TemplateResponse(request, "programs/applications/application_version.html", page)


@require_POST
@for_object(Application, may=rules.may_write)
def application_edit_again(request: HttpRequest, application: Application) -> HttpResponse:
    with telling(request, done=_("You can change your answers. What you sent stays valid until you send again.")):
        filing.edit_again(application.pk, by=request.user, arrived_at=arrived_at(request))
    return redirect(application)


@require_POST
@for_object(Application, may=rules.may_write)
def application_keep_sent(request: HttpRequest, application: Application) -> HttpResponse:
    with telling(request, done=_("Your changes are dropped; what you sent stands.")):
        filing.keep_sent(application.pk, by=request.user)
    return redirect(application)


@for_object(Application, may=rules.may_send)
def application_withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            filing.withdraw(application.pk, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The file is withdrawn."))
            return redirect(application)
    return _leaving(request, application, form, "programs/applications/application_withdraw.html")


@for_object(Application, may=rules.may_send)
def application_delete(request: HttpRequest, application: Application) -> HttpResponse:
    if request.method != "POST":
        return _leaving(request, application, None, "programs/applications/application_delete.html")
    with telling(request, done=_("The draft is deleted.")):
        filing.delete_draft(application.pk, by=request.user)
    return redirect("programs:application_list")


def _leaving(request: HttpRequest, application: Application, form: Any, template: str) -> HttpResponse:
    file = File(application, request.user)
    page = {
        "file": file,
        "application": file.application,
        "form": form,
        "back": reverse("programs:application_detail", args=[application.pk]),
    }
    return TemplateResponse(request, template, page, status=422 if form and form.errors else 200)

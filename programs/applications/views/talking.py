"""Messages with the programme team, and the answer to its correction request."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object
from incubator.errors import Refused
from programs.applications import rules
from programs.applications.actions import talking
from programs.applications.arrivals import arrived_at
from programs.applications.forms import CorrectionForm, MessageForm
from programs.applications.looking import File
from programs.applications.models import Application
from programs.applications.states import VersionState


@require_safe
@for_object(Application, may=rules.may_read)
def application_messages(request: HttpRequest, application: Application) -> HttpResponse:
    return _thread(request, application, MessageForm(initial={"token": uuid.uuid4().hex}))


@require_POST
@for_object(Application, may=rules.may_write)
def application_say(request: HttpRequest, application: Application) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _thread(request, application, form)
    try:
        talking.say(application.pk, text=form.cleaned_data["text"], token=form.cleaned_data["token"], by=request.user)
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _thread(request, application, form)
    messages.success(request, _("Your message is with the programme team."))
    return redirect("programs:application_messages", application.pk)


def _thread(request: HttpRequest, application: Application, form: MessageForm) -> HttpResponse:
    thread = application.messages.select_related("author")
    file = File(application, request.user)
    page = {"file": file, "application": file.application, "thread": thread, "form": form}
    return TemplateResponse(
        request, "programs/applications/application_messages.html", page, status=422 if form.errors else 200
    )


@require_safe
@for_object(Application, may=rules.may_read)
def application_correction(request: HttpRequest, application: Application) -> HttpResponse:
    file = File(application, request.user)
    if file.correction is None:
        return redirect(application)
    return _correction(request, file, CorrectionForm(initial={"token": uuid.uuid4().hex}))


@require_POST
@for_object(Application, may=rules.may_send)
def application_answer(request: HttpRequest, application: Application) -> HttpResponse:
    form, file = CorrectionForm(request.POST), File(application, request.user)
    if file.correction is None and not form.is_valid():
        return redirect(application)
    if not form.is_valid():
        return _correction(request, file, form)
    try:
        version = talking.answer_correction(
            application.pk, **form.cleaned_data, by=request.user, arrived_at=arrived_at(request)
        )
    except Refused as refusal:
        if file.correction is None:
            messages.error(request, str(refusal))
            return redirect(application)
        form.add_error(None, str(refusal))
        return _correction(request, file, form)
    if version.state == VersionState.LATE:
        page = {"file": file, "application": file.application}
        return TemplateResponse(request, "programs/applications/application_late.html", page)
    messages.success(request, _("Your correction is sent."))
    return redirect("programs:application_receipt", application.pk)


def _correction(request: HttpRequest, file: File, form: CorrectionForm) -> HttpResponse:
    page = {
        "file": file,
        "application": file.application,
        "form": form,
        "steps": file.steps("correction"),
        "now": timezone.now(),
    }
    return TemplateResponse(
        request, "programs/applications/application_correction.html", page, status=422 if form.errors else 200
    )

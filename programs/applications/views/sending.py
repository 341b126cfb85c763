"""The check page and what follows it: sending, the promise to send at closing, the receipt."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator import paper
from incubator.access import for_object
from incubator.errors import Refused
from programs.applications import rules
from programs.applications.actions import filing
from programs.applications.arrivals import arrived_at
from programs.applications.forms import ConsentForm
from programs.applications.looking import File
from programs.applications.models import Application
from programs.applications.queries import current_version, waiting_late
from programs.applications.receipts import receipt_facts
from programs.applications.states import VersionState


@require_safe
@for_object(Application, may=rules.may_read)
def application_check(request: HttpRequest, application: Application) -> HttpResponse:
    return _check(request, application, ConsentForm(initial={"token": uuid.uuid4().hex}))


def _check(request: HttpRequest, application: Application, form: ConsentForm) -> HttpResponse:
    file = File(application, request.user)
    page = {
        "file": file,
        "application": file.application,
        "form": form,
        "steps": file.steps("check"),
        "summary": file.summary(),
        "late": waiting_late(application),
        "now": timezone.now(),
    }
    return TemplateResponse(
        request, "programs/applications/application_check.html", page, status=422 if form.errors else 200
    )


@require_POST
@for_object(Application, may=rules.may_send)
def application_submit(request: HttpRequest, application: Application) -> HttpResponse:
    form = ConsentForm(request.POST)
    if not form.is_valid():
        return _check(request, application, form)
    try:
        version = filing.submit(
            application.pk,
            token=form.cleaned_data["token"],
            agreed=form.agreed,
            language=get_language() or "fr",
            by=request.user,
            arrived_at=arrived_at(request),
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _check(request, application, form)
    if version.state == VersionState.LATE:
        file = File(application, request.user)
        page = {"file": file, "application": file.application}
        return TemplateResponse(request, "programs/applications/application_late.html", page)
    return redirect("programs:application_receipt", application.pk)


@require_POST
@for_object(Application, may=rules.may_send)
def application_insure(request: HttpRequest, application: Application) -> HttpResponse:
    """The box "send my complete file at closing time", ticked or taken back."""
    wanted = "stop" not in request.POST
    form = ConsentForm(request.POST)
    if wanted and not form.is_valid():
        return _check(request, application, form)
    try:
        agreed = form.agreed if wanted else ()
        filing.send_at_closing(
            application.pk, wanted=wanted, agreed=agreed, language=get_language() or "fr", by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = (
            _("At closing time the file is sent by itself if it is complete.")
            if wanted
            else _("The file is not sent by itself any more.")
        )
        messages.success(request, told)
    return redirect("programs:application_check", application.pk)


@require_safe
@for_object(Application, may=rules.may_read)
def application_receipt(request: HttpRequest, application: Application) -> HttpResponse:
    version = current_version(application)
    if version is None:
        return redirect(application)
    file = File(application, request.user)
    page = {"file": file, "application": file.application, "version": version}
    return TemplateResponse(request, "programs/applications/application_receipt.html", page)


@require_safe
@for_object(Application, may=rules.may_read)
def application_receipt_pdf(request: HttpRequest, application: Application) -> HttpResponse:
    version = current_version(application)
    if version is None:
        return redirect(application)
    facts = receipt_facts(File(application, request.user), version)
    return paper.download(paper.pdf("programs/applications/receipt.typ", facts), name=f"recu-{application.receipt}")

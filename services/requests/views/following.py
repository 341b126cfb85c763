"""The page of one request, and what a team does on it: answers, withdraws, writes, adds files."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, telling
from incubator.errors import Refused
from services.requests import rules
from services.requests.actions import asking, scoping, talking, working
from services.requests.forms import ChangeForm, FileForm, MessageForm, NumberForm, ReturnForm, WithdrawForm
from services.requests.looking import Sheet
from services.requests.models import Request


@require_safe
@for_object(Request, may=rules.may_look)
def request_detail(request: HttpRequest, asked: Request) -> HttpResponse:
    """Where it stands and who moves next; staff are shown to their desk."""
    if request.user.is_staff:  # type: ignore[union-attr]
        return redirect("admin:services_request_change", asked.pk)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Request, **refused: forms.Form) -> HttpResponse:
    sheet = Sheet(asked, request.user)
    numbers = {
        "change": {"number": sheet.scope.number if sheet.scope else ""},
        "send_back": {"number": sheet.delivery.number if sheet.delivery else ""},
    }
    drawn = {
        "change": ChangeForm(initial=numbers["change"], auto_id="id_change_%s"),
        "send_back": ReturnForm(initial=numbers["send_back"], auto_id="id_return_%s"),
        "withdrawal": WithdrawForm(auto_id="id_withdraw_%s"),
        "message": MessageForm(initial={"token": uuid.uuid4().hex}),
        "upload": FileForm(),
    }
    page = {"sheet": sheet, "asked": asked, **drawn, **refused, "refused": next(iter(refused), "")}
    return TemplateResponse(request, "services/requests/request_detail.html", page, status=422 if refused else 200)


def _is_done(request: HttpRequest, asked: Request, form: forms.Form, act: Callable[..., Any]) -> bool:
    """True when it is done; a refusal stands in the form, which is drawn again with what was typed."""
    if form.is_valid():
        try:
            act(asked.pk, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return form.is_valid()


@require_POST
@for_object(Request, may=rules.may_commit)
def request_accept_scope(request: HttpRequest, asked: Request) -> HttpResponse:
    """The credits are reserved; the reason stands on the page when they are not there."""
    form = NumberForm(request.POST)
    with telling(request, done=_("The proposal is accepted.")):
        if not form.is_valid():
            raise Refused(_("There is another proposal in the meantime: read it first."))
        scoping.accept(asked.pk, number=form.cleaned_data["number"], by=request.user)
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_decline_scope(request: HttpRequest, asked: Request) -> HttpResponse:
    form = ChangeForm(request.POST, auto_id="id_change_%s")
    if not _is_done(request, asked, form, scoping.decline):
        return _page(request, asked, change=form)
    messages.success(request, _("The programme team reads what should change and makes a new proposal."))
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_accept_delivery(request: HttpRequest, asked: Request) -> HttpResponse:
    form = NumberForm(request.POST)
    with telling(request, done=_("The delivery is accepted.")):
        if not form.is_valid():
            raise Refused(_("This can no longer be done: the state has changed in the meantime."))
        working.accept_delivery(asked.pk, number=form.cleaned_data["number"], by=request.user)
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_return_delivery(request: HttpRequest, asked: Request) -> HttpResponse:
    form = ReturnForm(request.POST, auto_id="id_return_%s")
    if not _is_done(request, asked, form, working.return_delivery):
        return _page(request, asked, send_back=form)
    messages.success(request, _("The delivery goes back to the programme team."))
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_commit)
def request_withdraw(request: HttpRequest, asked: Request) -> HttpResponse:
    form = WithdrawForm(request.POST, auto_id="id_withdraw_%s")
    if not _is_done(request, asked, form, asking.withdraw):
        return _page(request, asked, withdrawal=form)
    messages.success(request, _("Your request is withdrawn."))
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_say(request: HttpRequest, asked: Request) -> HttpResponse:
    form = MessageForm(request.POST)
    if not _is_done(request, asked, form, talking.say):
        return _page(request, asked, message=form)
    messages.success(request, _("Your message is with the programme team."))
    return redirect(asked)


@require_POST
@for_object(Request, may=rules.may_write)
def request_attach(request: HttpRequest, asked: Request) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if not _is_done(request, asked, form, _attach):
        return _page(request, asked, upload=form)
    messages.success(request, _("The file is added."))
    return redirect(asked)


def _attach(request_id: Any, *, file: Any, by: Any) -> Any:
    return talking.attach(request_id, upload=file, by=by)


@require_POST
@for_object(Request, may=rules.may_write)
def request_detach(request: HttpRequest, asked: Request, document: Any) -> HttpResponse:
    with telling(request, done=_("The file is removed.")):
        talking.detach(asked.pk, document_id=document, by=request.user)
    return redirect(asked)

"""The startup's introductions: the list, one of them, and what can be done about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user, telling
from incubator.errors import Refused
from services.catalogue.models import Service
from services.catalogue.states import Manner, ServiceKind
from services.introductions import actions, rules
from services.introductions.forms import DeclineForm, OutcomeForm
from services.introductions.looking import Card, cards, told_by_startup
from services.introductions.models import Introduction
from startups.models import Startup

ON_A_PAGE = 25


@require_safe
@for_user
def introduction_list(request: HttpRequest) -> HttpResponse:
    rows = Introduction.objects.filter(startup__in=Startup.objects.of(request.user))
    page = Paginator(rows.with_card().prefetch_related("approaches"), ON_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "cards": cards(page),
        "services": Service.objects.offered().filter(kind=ServiceKind.MATCHMAKING, manner=Manner.REQUEST),
    }
    return TemplateResponse(request, "services/introductions/introduction_list.html", shown)


@require_safe
@for_object(Introduction, may=rules.may_read)
def introduction_detail(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    return _page(request, introduction)


def _page(request: HttpRequest, introduction: Introduction, **forms: Any) -> HttpResponse:
    full = (
        Introduction.objects.with_card()
        .select_related("asked_by")
        .prefetch_related("approaches")
        .get(pk=introduction.pk)
    )
    may_write = rules.may_write(request.user, full)
    page = {
        "card": Card(full),
        "row": full,
        "told": told_by_startup(full) if rules.may_report(full) else [],
        "may_write": may_write,
        "report": OutcomeForm() if may_write and rules.may_report(full) else None,
        "decline": DeclineForm() if may_write and rules.may_answer(full) else None,
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return TemplateResponse(request, "services/introductions/introduction_detail.html", page, status=status)


@require_POST
@for_object(Introduction, may=rules.may_write)
def introduction_withdraw(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    with telling(request, done=_("The introduction is withdrawn, and your credits are back.")):
        actions.withdraw(introduction.pk, by=request.user)
    return redirect(introduction)


@require_POST
@for_object(Introduction, may=rules.may_write)
def introduction_agree(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    with telling(request, done=_("You are introduced: both of you get a mail with both names.")):
        actions.agree(introduction.pk, by=request.user)
    return redirect(introduction)


@require_POST
@for_object(Introduction, may=rules.may_write)
def introduction_decline(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, introduction, decline=form)
    with telling(request, done=_("The introduction does not take place, and your credits are back.")):
        actions.decline(introduction.pk, by=request.user, reason=form.cleaned_data["reason"])
    return redirect(introduction)


@require_POST
@for_object(Introduction, may=rules.may_write)
def introduction_report(request: HttpRequest, introduction: Introduction) -> HttpResponse:
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, introduction, report=form)
    try:
        actions.report(introduction.pk, form.told(), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you: it is noted."))
    return redirect(introduction)

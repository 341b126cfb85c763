"""What a partner reads: its reports, one report, the list behind a figure, and the question that goes to staff."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from incubator.access import for_object, for_user
from incubator.errors import Refused
from incubator.reports.pages import queries, rules, telling
from incubator.reports.pages.forms import QuestionForm
from incubator.reports.snapshots.actions import questions
from incubator.reports.snapshots.models import Report

UNPROCESSABLE = 422


@require_safe
@for_user
def report_list(request: HttpRequest) -> HttpResponse:
    if not rules.may_list(request.user):
        raise Http404
    rows = [telling.Entry(one) for one in queries.told(request.user)[:100]]
    return TemplateResponse(request, "reports/pages/report_list.html", {"rows": rows})


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_detail(request: HttpRequest, report: Report) -> HttpResponse:
    told = telling.told(report, request.user)
    return _page(request, told, QuestionForm(codes=told.drawn.codes))


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_figure(request: HttpRequest, report: Report, code: str) -> HttpResponse:
    figure = telling.figure(report, code, request.user)
    if figure is None:
        raise Http404
    page = {"report": report, "figure": figure, "form": QuestionForm(codes=figure.drawn.codes, code=code)}
    page["may_ask"] = rules.may_ask(request.user, report)
    return TemplateResponse(request, "reports/pages/report_figure.html", page)


@require_POST
@for_object(Report, may=rules.may_ask, word="with_terms")
def report_ask(request: HttpRequest, report: Report) -> HttpResponse:
    """From the report or from the page of a figure; a refused text comes back on the page of the report."""
    told = telling.told(report, request.user)
    form = QuestionForm(request.POST, codes=told.drawn.codes)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            questions.ask(report.pk, by=request.user, text=asked["text"], code=asked["code"])
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Your question is sent. You get a message when it is answered."))
            return redirect(report)
    return _page(request, told, form, status=UNPROCESSABLE)


def _page(request: HttpRequest, told: telling.Told, form: QuestionForm, status: int = 200) -> HttpResponse:
    page = {"told": told, "form": form, "may_ask": rules.may_ask(request.user, told.report)}
    return TemplateResponse(request, "reports/pages/report_detail.html", page, status=status)

"""The public pages of calls. Staff see drafts at the same addresses, marked as a preview."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from incubator import paper
from incubator.access import for_everyone, for_object
from programs.calls import feeds, rules
from programs.calls.forms import SectionForm, SelfCheckForm
from programs.calls.models import Call
from programs.calls.papers import form_pdf
from programs.calls.plans import plan_of
from programs.calls.queries import checked_questions, checked_rules, faq, listed, public
from programs.calls.telling import dates, deadline


@require_safe
@for_everyone
def call_list(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "programs/calls/call_list.html", {"calls": listed(), "now": timezone.now()})


@require_safe
@for_object(Call, may=rules.may_read_call, by="slug", public=True)
def call_detail(request: HttpRequest, call: Call) -> HttpResponse:
    page = {
        "call": call,
        "phase": call.phase(),
        "deadline": deadline(call),
        "dates": dates(call),
        "questions": faq(call),
        "has_check": bool(checked_rules(call)),
        "now": timezone.now(),
    }
    return TemplateResponse(request, "programs/calls/call_detail.html", page)


@for_object(Call, may=rules.may_read_call, by="slug", public=True)
def call_check(request: HttpRequest, call: Call) -> HttpResponse:
    """The self-check: what is answered is kept for the application, in this browser's session only."""
    asked_rules = checked_rules(call)
    if not asked_rules:
        raise Http404
    plan, kept = plan_of(call.form_id), request.session.get("self_check", {})  # type: ignore[arg-type]
    answers = kept.get(call.slug, {})
    form = SelfCheckForm(checked_questions(plan, asked_rules), request.POST or None, plan=plan, answers=answers)
    if form.is_valid():
        request.session["self_check"] = {**kept, call.slug: form.answers()}
        return redirect("programs:call_check", call.slug)
    judgement = rules.judge(asked_rules, answers, closes_at=call.closes_at) if answers and not form.is_bound else None
    page = {"call": call, "phase": call.phase(), "form": form, "judgement": judgement}
    return TemplateResponse(request, "programs/calls/call_check.html", page, status=422 if form.is_bound else 200)


@require_safe
@for_object(Call, may=rules.may_preview, by="slug")
def call_preview(request: HttpRequest, call: Call) -> HttpResponse:
    """The form as a founder sees it, section by section, before anything is published."""
    plan = plan_of(call.form_id) if call.form_id else None
    sections = [SectionForm(section, plan=plan, answers={}) for section in plan.sections] if plan else []
    return TemplateResponse(request, "programs/calls/call_preview.html", {"call": call, "sections": sections})


@require_safe
@for_object(Call, may=rules.may_read_call, by="slug", public=True)
def call_form(request: HttpRequest, call: Call) -> HttpResponse:
    if call.form_id is None:
        raise Http404
    return paper.download(form_pdf(call), name=f"form-{call.slug}")


@require_safe
@for_everyone
def call_feed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feeds.atom(public()), content_type="application/atom+xml; charset=utf-8")


@require_safe
@for_everyone
def call_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(feeds.calendar_of(public()), name="calls")


@require_safe
@for_object(Call, may=rules.may_read_call, by="slug", public=True)
def call_dates(request: HttpRequest, call: Call) -> HttpResponse:
    return _calendar(feeds.calendar_of([call]), name=call.slug)


def _calendar(content: bytes, *, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH", headers=headers)

"""After the programme: the certificate, the question of the end, and the page that a former team answers from its mail."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from incubator import paper
from incubator.access import for_everyone, for_object, for_user
from incubator.errors import Refused
from programs.graduation import links, papers, queries, rules
from programs.graduation.actions import following, parting
from programs.graduation.forms import FarewellForm, NewsForm
from programs.graduation.models import Farewell, FollowUp, Graduation
from programs.graduation.states import Answer


@require_safe
@for_user
def graduation_list(request: HttpRequest) -> HttpResponse:
    """What her startups have completed."""
    rows = queries.graduations_of(request.user)
    return TemplateResponse(request, "programs/graduation/graduation_list.html", {"rows": rows})


@cache_control(private=True, no_store=True)
@require_safe
@for_object(Graduation, may=rules.may_see)
def graduation_pdf(request: HttpRequest, graduation: Graduation) -> HttpResponse:
    if graduation.certificate is None:
        raise Http404
    return paper.download(papers.pdf(graduation.certificate), name=f"certificate-{graduation.certificate.code}")


@for_object(Graduation, may=rules.may_say)
def farewell_form(request: HttpRequest, found: Graduation) -> HttpResponse:
    """From nought to ten, and a word."""
    graduation = Graduation.objects.with_card().get(pk=found.pk)
    known = Farewell.objects.filter(enrolment=graduation.enrolment_id).first()
    told = {"score": known.score, "comment": known.comment} if known else None
    form = FarewellForm(request.POST if request.method == "POST" else None, initial=told)
    if form.is_valid():
        try:
            parting.say(graduation.pk, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. Your answer is noted."))
            return redirect("programs:graduation_list")
    page = {"graduation": graduation, "known": known, "form": form}
    return TemplateResponse(
        request, "programs/graduation/farewell_form.html", page, status=422 if form.is_bound else 200
    )


@never_cache
@for_everyone
def alumni_answer(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail chooses, one button here confirms; looking changes nothing."""
    row = links.follow_up_by(token)
    if row is None:
        raise Http404
    chosen, is_sent = request.GET.get("answer"), request.method == "POST"
    known = chosen if chosen in Answer.values else None
    form = NewsForm(request.POST if is_sent else None, initial={"answer": known})
    if is_sent and form.is_valid() and _noted(request, row, form):
        return redirect("programs:alumni_answer", token)
    page = {"row": row, "form": form}
    answer = TemplateResponse(
        request, "programs/graduation/alumni_answer.html", page, status=422 if form.is_bound else 200
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _noted(request: HttpRequest, row: FollowUp, form: NewsForm) -> Any:
    by = request.user if request.user.is_authenticated else None
    try:
        noted = following.answer(row.pk, form.told(), by=by)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    messages.success(request, _("Thank you for your news!"))
    return noted

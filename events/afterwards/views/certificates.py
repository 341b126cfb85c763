"""The public page that confirms a code, and the paper for its owner."""

from typing import Any

from allauth.core.ratelimit import respond_429
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from events.afterwards import limits, papers, queries, rules
from events.afterwards.forms import CodeForm
from events.afterwards.models import Certificate
from events.registrations import links
from events.registrations.models import Registration
from incubator import paper
from incubator.access import for_everyone, for_object
from incubator.certificates.codes import normal
from programs.graduation import papers as graduations
from programs.graduation.models import GraduationCertificate

private = cache_control(private=True, no_store=True)


@require_safe
@for_everyone
def certificate_form(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("events:certificate_check", form.cleaned_data["code"])
    shown, status = {"form": form}, 422 if form.errors else 200
    return TemplateResponse(request, "events/afterwards/certificate_form.html", shown, status=status)


@private
@require_safe
@for_everyone
def certificate_check(request: HttpRequest, code: str) -> HttpResponse:
    """Name, event or programme, and date of a code that exists; the same page, 404, for one that does not."""
    if limits.is_too_fast(request):
        return respond_429(request)
    shown = _told(normal(code))
    found = shown["certificate"]
    if found is None:
        limits.note_miss(request)
    response = TemplateResponse(
        request, "events/afterwards/certificate_check.html", shown, status=200 if found else 404
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _told(code: str) -> dict[str, Any]:
    """What is confirmed of somebody who took part, or of a startup that completed its programme."""
    shown: dict[str, Any] = {"certificate": None, "form": CodeForm()}
    if seat := Certificate.objects.filter(code=code).first():
        told = {"title": papers.title_of(seat), "days": papers.days_of(seat), "name": seat.facts.get("name", "")}
        return {**shown, "certificate": seat, **told}
    if earned := GraduationCertificate.objects.filter(code=code).first():
        told = {"programme": graduations.programme_of(earned), "days": graduations.day_of(earned)}
        return {**shown, "certificate": earned, **told, "name": earned.facts.get("startup", "")}
    return shown


@private
@require_safe
@for_object(Registration, may=rules.may_see)
def certificate_pdf(request: HttpRequest, registration: Registration) -> HttpResponse:
    return _paper(registration)


@private
@require_safe
@for_everyone
def guest_certificate(request: HttpRequest, token: str) -> HttpResponse:
    registration = links.registration_by(token)
    if registration is None:
        raise Http404
    return _paper(registration)


def _paper(registration: Registration) -> HttpResponse:
    found = queries.standing_of(registration)
    if found is None:
        raise Http404
    return paper.download(papers.pdf(found), name=f"certificate-{found.code}")

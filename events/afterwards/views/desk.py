"""After the event, for staff: certificates, and what people thought of it."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from events.afterwards import figures, papers, queries
from events.afterwards.actions import issue, issue_one, revoke
from events.afterwards.forms import RATINGS
from events.afterwards.models import Certificate
from events.afterwards.qualifying import candidates
from events.agenda.models import Event
from events.door.looking import Door
from incubator.access import for_staff, telling
from incubator.charts import Bar, bar_table
from incubator.errors import Refused

ROWS = 50


@require_safe
@for_staff
def certificate_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who would get one, who would not and why, who has one: before anything is issued."""
    here = Door(request, slug)
    found = candidates(here.event)
    have = [one for one in found if one.certificate]
    shown = {
        "door": here,
        "at": "certificates",
        "able": [one for one in found if one.is_able],
        "others": [one for one in found if one.why and not one.certificate],
        "page": Paginator(have, ROWS).get_page(request.GET.get("page")),
        "has_standing": any(one.certificate.revoked_at is None for one in have if one.certificate),
        "has_rule": here.event.certificate != "none",
        "is_over": all_over(here),
    }
    return TemplateResponse(request, "events/afterwards/certificate_list.html", shown)


def all_over(here: Door) -> bool:
    return bool(here.event.ends_at) and figures.held().filter(pk=here.event.pk).exists()


@require_POST
@for_staff
def certificate_issue(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    try:
        made = issue(here.event.pk, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", len(made))
        messages.success(request, told % {"count": len(made)})
    return redirect("events:certificate_list", slug)


@require_POST
@for_staff
def certificate_issue_one(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    try:
        asked = uuid.UUID(request.POST.get("registration", ""))
    except ValueError as odd:
        raise Http404 from odd
    if not here.event.registrations.filter(pk=asked).exists():
        raise Http404
    with telling(request, done=_("The certificate is issued.")):
        issue_one(asked, by=request.user)
    return redirect("events:certificate_list", slug)


@require_POST
@for_staff
def certificate_revoke(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    rows = Certificate.objects.filter(registration__event=here.event, code=request.POST.get("certificate", ""))
    found = rows.first()
    if found is None:
        raise Http404
    with telling(request, done=_("The certificate is revoked.")):
        revoke(found.pk, reason=request.POST.get("reason", ""), by=request.user)
    return redirect("events:certificate_list", slug)


@require_safe
@for_staff
def certificate_archive(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = queries.all_of(Door(request, slug).event)
    if not found:
        raise Http404
    response = StreamingHttpResponse(papers.archive(found), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="certificates-{slug}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_staff
def feedback_results(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    told = figures.satisfaction(Event.objects.filter(pk=here.event.pk))
    said = Paginator(queries.comments(here.event), ROWS).get_page(request.GET.get("page"))
    shown = {"door": here, "at": "feedback", "told": told, "bars": _bars(told), "page": said}
    return TemplateResponse(request, "events/afterwards/feedback_results.html", shown)


def _bars(told: figures.Satisfaction) -> Any:
    rows = [Bar(str(label), told.counts[value - 1]) for value, label in RATINGS]
    return bar_table(rows, caption=_("Ratings"), head=(_("Rating"), _("Share"), _("Answers")))

"""Paper for the door, what was signed on it, and who was there."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from events.door import queries, sheet
from events.door.actions import key_in, mark, mark_rest_absent
from events.door.looking import Door
from events.door.states import AttendanceState
from incubator import paper
from incubator.access import for_staff
from incubator.errors import Refused

KEYED, MARKED = 200, 50


@require_safe
@for_staff
def door_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    made = paper.pdf("events/door/sheet.typ", sheet.facts(here))
    return paper.download(made, name=f"list-{here.event.slug}")


@for_staff
def door_keying(request: HttpRequest, slug: str) -> HttpResponse:
    """Tick who signed; one button for the whole page."""
    here, refusal = Door(request, slug), ""
    page = _page(request, queries.keys(here.session), KEYED)
    if request.method == "POST":
        ticked = set(request.POST.getlist("came"))
        try:
            done = key_in(here.session.pk, [pk for pk in page if str(pk) in ticked], by=request.user)
        except Refused as no:
            refusal = str(no)
        else:
            told = ngettext("%(count)d person keyed in.", "%(count)d people keyed in.", done)
            messages.success(request, told % {"count": done})
            return redirect(here.url("door_keying", page=str(page.number)))
    shown = {"door": here, "at": "keying", "page": page, "rows": queries.rows(here.session, page), "refusal": refusal}
    return TemplateResponse(request, "events/door/door_keying.html", shown, status=422 if refusal else 200)


@for_staff
def door_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    here = Door(request, slug)
    page = _page(request, queries.keys(here.session), MARKED)
    if request.method == "POST":
        done = mark(here.session.pk, _states(request.POST, page), by=request.user)
        told = ngettext("%(count)d attendance noted.", "%(count)d attendances noted.", done)
        messages.success(request, told % {"count": done})
        return redirect(here.url("door_attendance", page=str(page.number)))
    shown = {
        "door": here,
        "at": "attendance",
        "page": page,
        "rows": queries.rows(here.session, page),
        "states": AttendanceState.choices,
        "unnoted": queries.unnoted(here.session).count(),
    }
    return TemplateResponse(request, "events/door/door_attendance.html", shown)


@for_staff
def door_absent(request: HttpRequest, slug: str) -> HttpResponse:
    """Who will be noted as absent, before it is done."""
    here, refusal = Door(request, slug), ""
    if request.method == "POST":
        try:
            done = mark_rest_absent(here.session.pk, by=request.user)
        except Refused as no:
            refusal = str(no)
        else:
            told = ngettext("%(count)d person noted as absent.", "%(count)d people noted as absent.", done)
            messages.success(request, told % {"count": done})
            return redirect(here.url("door_attendance"))
    rest = queries.unnoted(here.session).select_related("person").order_by("created_at", "pk")
    shown = {"door": here, "at": "attendance", "rows": rest[: queries.MOST_ROWS], "total": rest.count()}
    return TemplateResponse(
        request, "events/door/door_absent.html", {**shown, "refusal": refusal}, status=422 if refusal else 200
    )


def _page(request: HttpRequest, keys: list[Any], size: int) -> Page[Any]:
    return Paginator(keys, size).get_page(request.POST.get("page") or request.GET.get("page"))


def _states(posted: QueryDict, page: Page[Any]) -> dict[Any, str]:
    """What was chosen for those of this page."""
    return {pk: posted[f"s-{pk}"] for pk in page if posted.get(f"s-{pk}")}

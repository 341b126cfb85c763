"""The programme of events, for everybody. Staff see drafts at the same addresses, marked as a preview."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from events.agenda import feeds, files, lines, queries, rules, sheet, standings, telling
from events.agenda.forms import ProgrammeForm
from events.agenda.models import Event, Material, Speaker
from events.agenda.states import Mode, Phase
from incubator.access import for_everyone, for_object

ROWS = 50
#: While nobody can register any more, places say nothing.
TAKING = (Phase.DRAFT, Phase.SOON, Phase.OPEN, Phase.WAITING, Phase.FULL)


@require_safe
@for_everyone
def event_list(request: HttpRequest) -> HttpResponse:
    form = ProgrammeForm(request.GET, sites=queries.site_choices(), themes=queries.theme_choices())
    shown = {"month": _month, "week": _week}.get(form.view_name(), _list)(request, form)
    page = {"form": form, "wanted": form.wanted(), "view": form.view_name(), **shown}
    return TemplateResponse(request, "events/agenda/event_list.html", page)


def _list(request: HttpRequest, form: ProgrammeForm) -> dict[str, Any]:
    found = queries.programme(request.user, form.wanted())
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    own = standings.of(request.user, [event.pk for event in page])
    return {"page": page, "months": lines.months(page, own)}


def _month(request: HttpRequest, form: ProgrammeForm) -> dict[str, Any]:
    first, last = sheet.month_of(form.day())
    dates = queries.dates_between(request.user, form.wanted(), sheet.midnight(first), sheet.midnight(last))
    return {"sheet": sheet.month_sheet(first, dates)}


def _week(request: HttpRequest, form: ProgrammeForm) -> dict[str, Any]:
    first, last = sheet.week_of(form.day())
    dates = queries.dates_between(request.user, form.wanted(), sheet.midnight(first), sheet.midnight(last))
    return {"sheet": sheet.week_sheet(first, dates)}


@require_safe
@for_object(Event, may=rules.may_read, by="slug", public=True)
def event_detail(request: HttpRequest, event: Event) -> HttpResponse:
    page = queries.page_of(event)
    phase = rules.phase(page.event, page.seatings)
    shown = {
        "event": page.event,
        "page": page,
        "phase": phase,
        "dates": [(date, telling.clocks(date.session, page.event.clock)) for date in page.dates],
        "ways": telling.ways(page.seatings) if phase in TAKING else [],
        "action": telling.action(phase),
        "why": telling.why(page.event, phase),
        "place": telling.place(page.event),
        "map": _map(page.event),
        "website": telling.link(page.event.website),
        "materials": [one for one in page.materials if one.document or telling.link(one.link)],
        "standing": standings.of(request.user, [event.pk]).get(event.pk),
    }
    return TemplateResponse(request, "events/agenda/event_detail.html", shown)


def _map(event: Event) -> str:
    site = event.site.map_url if event.site else ""
    return "" if event.mode == Mode.ONLINE else telling.link(event.map_url or site)


@require_safe
@for_everyone
def event_feed(request: HttpRequest) -> HttpResponse:
    return _calendar(feeds.calendar_of(queries.calendar()), name="events")


@require_safe
@for_everyone
def event_news(request: HttpRequest) -> HttpResponse:
    return HttpResponse(feeds.atom(queries.news()), content_type="application/atom+xml; charset=utf-8")


@require_safe
@for_object(Event, may=rules.may_read, by="slug", public=True)
def event_dates(request: HttpRequest, event: Event) -> HttpResponse:
    return _calendar(feeds.calendar_of([event], name=event.title), name=event.slug)


def _calendar(content: bytes, *, name: str) -> HttpResponse:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH", headers=headers)


@require_safe
@for_object(Speaker, may=rules.may_see_picture, public=True, secret=True)
def speaker_picture(request: HttpRequest, speaker: Speaker) -> HttpResponseBase:
    return files.picture(request, speaker.picture, is_public=not request.user.is_authenticated)


@require_safe
@for_object(Material, may=rules.may_take, public=True, secret=True)
def material_file(request: HttpRequest, material: Material) -> HttpResponseBase:
    return files.file(request, material.document)

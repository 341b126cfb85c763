"""The report to take away: on paper, as a workbook, as a list for offices and one for programs."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from incubator import paper
from incubator.access import for_everyone, for_object, for_staff
from incubator.reports.pages import books, opened, papers, progress, rules, telling
from incubator.reports.snapshots.models import Report
from incubator.sheets import MACHINE, OFFICE, Dialect, book_download, csv_download, written_download
from startups.models import Startup

#: Reports shown on the page of open data; the file has all.
MOST_OPEN = 40


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_pdf(request: HttpRequest, report: Report) -> HttpResponse:
    told = telling.told(report, request.user)
    answer = paper.download(papers.pdf(told), name=books.file_name(told))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_xlsx(request: HttpRequest, report: Report) -> Any:
    told = telling.told(report, request.user)
    return book_download(books.file_name(told), books.sheets(told))


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_csv(request: HttpRequest, report: Report) -> Any:
    return _list(request, report, OFFICE)


@require_safe
@for_object(Report, may=rules.may_read, secret=True, word="with_terms")
def report_machine_csv(request: HttpRequest, report: Report) -> Any:
    return _list(request, report, MACHINE)


def _list(request: HttpRequest, report: Report, dialect: Dialect) -> Any:
    told = telling.told(report, request.user)
    return written_download(books.file_name(told), books.written(told, dialect))


@require_safe
@for_everyone
def open_data(request: HttpRequest) -> HttpResponse:
    found = opened.sections(MOST_OPEN)
    years = [(year, list(some)) for year, some in groupby(found, key=lambda one: one.year)]
    return TemplateResponse(request, "reports/pages/open_data.html", {"years": years})


@require_safe
@for_everyone
def open_data_csv(request: HttpRequest) -> Any:
    return _opened(MACHINE)


@require_safe
@for_everyone
def open_data_office_csv(request: HttpRequest) -> Any:
    return _opened(OFFICE)


def _opened(dialect: Dialect) -> Any:
    rows = opened.rows(opened.reports().iterator(chunk_size=20))
    return csv_download("open-data", opened.head(), rows, dialect=dialect)


@require_safe
@for_staff
def startup_progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Of the days in the address, else of the last three months."""
    startup = get_object_or_404(Startup.objects.visible_to(request.user), uid=uid)
    span = progress.Span.read(request.GET.get("first_day", ""), request.GET.get("last_day", ""))
    name = f"progress-{startup.slug}-{span.first:%Y%m%d}-{span.last:%Y%m%d}"
    return paper.download(progress.pdf(startup, span), name=name)

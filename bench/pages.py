"""What is measured: one line a page. To add one, name it, say who asks, where, and which page of the floor it stands beside."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Count
from django.urls import reverse


@dataclass(frozen=True)
class Page:
    name: str
    who: str  # "" for anybody, else an address of the demonstration
    where: Callable[[], str]  # asked once, in the portal, with its rows loaded
    floor: str  # address in bench/floor with the same number of rows
    times: float  # the ceiling: CPU against the floor (performance.md 4)
    method: str = "get"


def at(name: str, *, query: str = "") -> Callable[[], str]:
    return lambda: reverse(name) + query


def of(
    model: str, name: str, *, by: str = "pk", then: Callable[[Any], list[Any]] = lambda row: [], **having: object
) -> Callable[[], str]:
    """The page of one row, the latest that fits."""

    def where() -> str:
        row = apps.get_model(model)._default_manager.filter(**having).order_by("-pk").first()
        if row is None:
            raise LookupError(f"no {model} with {having}")
        return reverse(name, args=[getattr(row, by), *then(row)])

    return where


def export_of_the_largest() -> str:
    call = apps.get_model("programs.Call").objects.annotate(files=Count("applications")).order_by("-files").first()
    return reverse("admin:programs_application_export", args=[call.pk, "csv"])


def first_section(application: Any) -> list[Any]:
    return [application.call.form.sections.order_by("position").first().key]


STAFF, FOUNDER, READER = "admin@demo.test", "founder@demo.test", "partner@demo.test"
FILES = "admin:programs_application_changelist"
PUBLISHED: dict[str, Any] = {"state": "published", "convention__partner__code": "technopark"}
THEIRS = {"startup__memberships__person__email": FOUNDER}

PAGES = [
    Page("home", "", at("pages:home"), "/list/?rows=6", 4),
    Page("public list: calls", "", at("programs:call_list"), "/list/?rows=6", 3),
    Page(
        "public detail: a call",
        "",
        of("programs.Call", "programs:call_detail", by="slug", slug="greenscale-1"),
        "/detail/",
        4,
    ),
    Page("public list: events, of 2,050", "", at("events:event_list"), "/list/?rows=50", 4),
    Page("public list: events, searched", "", at("events:event_list", query="?q=rencontre"), "/list/?rows=50", 4),
    Page(
        "public detail: an event",
        "",
        of("events.Event", "events:event_detail", by="slug", kind="conference", state="published", copied_from=None),
        "/detail/",
        4,
    ),
    Page("dashboard of a founder", FOUNDER, at("pages:dashboard"), "/dashboard/", 4),
    Page(
        "times of a service, two weeks",
        FOUNDER,
        of("services.Service", "services:time_list", by="slug", code="COA-01"),
        "/list/?rows=50",
        8,
    ),
    Page("my services", FOUNDER, at("services:booking_list"), "/dashboard/", 4),
    Page("list of a founder's files", FOUNDER, at("programs:application_list"), "/dashboard/", 4),
    Page(
        "a founder's file",
        FOUNDER,
        of("programs.Application", "programs:application_detail", **THEIRS),
        "/staff/detail/",
        4,
    ),
    Page(
        "a section of the form",
        FOUNDER,
        of("programs.Application", "programs:application_section", then=first_section, state="draft", **THEIRS),
        "/form/?rows=10",
        4,
    ),
    Page("staff: work queues", STAFF, at("admin:index"), "/dashboard/", 6),
    Page("staff: files, 50 rows", STAFF, at(FILES), "/staff/list/?rows=50", 4),
    Page("staff: files, one state", STAFF, at(FILES, query="?state=submitted"), "/staff/list/?rows=50&state=sent", 4),
    Page("staff: files, searched", STAFF, at(FILES, query="?q=compagnie"), "/staff/list/?rows=50&state=sent", 4),
    Page(
        "staff: one file",
        STAFF,
        of("programs.Application", "admin:programs_application_change", state="submitted"),
        "/staff/detail/",
        6,
    ),
    Page("staff: all files as CSV", STAFF, export_of_the_largest, "/export/", 6, "post"),
    Page("staff: companies, 50 rows", STAFF, at("admin:startups_startup_changelist"), "/staff/list/?rows=50", 4),
    Page("staff: events, 50 rows", STAFF, at("admin:events_event_changelist"), "/staff/list/?rows=50", 4),
    Page("staff: registrations, 50 rows", STAFF, at("admin:events_registration_changelist"), "/staff/list/?rows=50", 4),
    Page(
        "staff: board of a cohort",
        STAFF,
        of("programs.Cohort", "admin:programs_milestone_board", code="GS-P2"),
        "/staff/list/?rows=6",
        6,
    ),
    Page(
        "staff: line of time of a startup",
        STAFF,
        of("startups.Startup", "admin:startups_startup_timeline", memberships__person__email=FOUNDER),
        "/staff/list/?rows=40",
        6,
    ),
    Page("staff: letters, 50 rows", STAFF, at("admin:outbox_letter_changelist"), "/staff/list/?rows=50", 4),
    Page("report of a partner", READER, of("reports.Report", "reports:report_detail", **PUBLISHED), "/report/", 5),
    Page(
        "report: what a figure counts",
        READER,
        of("reports.Report", "reports:report_figure", then=lambda _report: ["I05"], **PUBLISHED),
        "/report/",
        5,
    ),
    Page("report as CSV", READER, of("reports.Report", "reports:report_csv", **PUBLISHED), "/report/", 5),
    Page("report as Excel", READER, of("reports.Report", "reports:report_xlsx", **PUBLISHED), "/export/", 6),
    # The report of the floor asks who is there, and would answer anybody with the way to sign in.
    Page("open data", "", at("reports:open_data"), "/list/?rows=20", 3),
    Page("staff: live figures", STAFF, at("admin:reports_report_live"), "/report/", 5),
]

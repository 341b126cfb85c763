"""Requests at the desk: queues as filters, the list as a sheet, and a page that tells everything beside its steps."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.accounts.models import User
from incubator.journal.models import record
from incubator.listing import SearchByKey, state_chip, state_of
from incubator.sheets import csv_download
from incubator.spoken import brief, brief_moment
from programs.partners.steps import StepsAdmin
from services.catalogue.states import ServiceKind
from services.requests.admin.steps import STEPS
from services.requests.history import timeline
from services.requests.looking import Sheet
from services.requests.models import Request
from services.requests.queries import bookable, next_of, standing_deliveries, standing_scopes
from services.requests.verbs import VERBS


class QueueFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("queue"), "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("to_triage", gettext_lazy("to triage")),
            ("late", gettext_lazy("late")),
            ("waiting", gettext_lazy("wait for an answer of ours")),
            ("live", gettext_lazy("under way")),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        narrowed = {
            "to_triage": rows.to_triage,
            "late": lambda: rows.late(timezone.now()),
            "waiting": rows.waiting_for_staff,
            "live": rows.live,
        }.get(str(self.value()))
        return narrowed() if narrowed else rows


class OfficerFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("officer"), "officer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        staff = ((str(user.pk), str(user)) for user in User.objects.staff())
        return [("me", gettext_lazy("Mine")), ("none", gettext_lazy("Nobody’s")), *staff]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value in {"me", "none"}:
            return rows.filter(officer=request.user if value == "me" else None)
        return rows.filter(officer=value) if value and value.isdecimal() and len(value) < 18 else rows


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("kind"), "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ServiceKind.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(service__kind=self.value()) if self.value() in ServiceKind.values else rows


@admin.register(Request)
class RequestAdmin(SearchByKey, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("named", "of_startup", "progress", "next_move", "officer", "service", "sent")
    list_filter = (QueueFilter, "state", KindFilter, OfficerFilter)
    list_select_related = ("startup", "service", "officer")
    search_fields = ("startup__search",)
    search_help_text = gettext_lazy("Name of the startup or number; accents and case do not matter.")
    readonly_fields = (
        *("number", "startup", "service", "state", "asked_by", "submitted_at", "officer", "triage_due_at", "due_on"),
        *("talk", "why"),
    )
    fields = (
        ("number", "state"),
        ("startup", "service"),
        ("asked_by", "submitted_at"),
        ("officer", "triage_due_at", "due_on"),
        ("talk", "why"),
    )
    steps = STEPS
    verbs = VERBS
    change_form_template = "admin/services/request/change_form.html"
    change_list_template = "admin/services/request/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.select_related("startup", "service", "officer", "asked_by", "talk")

    def get_search_results(self, request: HttpRequest, rows: Any, term: str) -> tuple[Any, bool]:
        """By the stored words of the startup, or by the number as it stands on letters."""
        if numbered := term.strip() and rows.filter(number__iexact=term.strip()[:30]):
            return numbered, False
        return super().get_search_results(request, rows, term)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """What the column of the next move reads comes with the page, not row by row."""
        listed = super().get_changelist_instance(request)
        listed.result_list = listed.result_list.prefetch_related(standing_scopes(), standing_deliveries())
        return listed

    @admin.display(description=pgettext_lazy("request", "number"), ordering="number")
    def named(self, row: Request) -> SafeString:
        return format_html('<bdi class="nowrap">{}</bdi>', row.number)

    @admin.display(description=gettext_lazy("startup"), ordering="startup__sort_key")
    def of_startup(self, row: Request) -> str:
        return row.startup.name

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def progress(self, row: Request) -> SafeString:
        return state_of(row)

    @admin.display(description=gettext_lazy("sent"), ordering="submitted_at")
    def sent(self, row: Request) -> str:
        return brief_moment(row.submitted_at) if row.submitted_at else ""

    @admin.display(description=gettext_lazy("due day"))
    def next_move(self, row: Request) -> SafeString | str:
        coming = next_of(row)
        day = brief(coming.until) if coming.until else ""
        return state_chip(_("late") + f" {day}".rstrip(), "overdue") if coming.is_late else day

    def beside(self, thing: Request) -> dict[str, Any]:
        sheet = Sheet(thing, AnonymousUser())
        return {"sheet": sheet, "timeline": timeline(thing), "history": [], "bookable": bookable(thing)}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))
        return [path("export/", view, name="services_request_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """All requests that were sent, one a line."""
        with transaction.atomic():
            record("export", request.user, by=request.user, note="services.request")  # type: ignore[arg-type]
        heads = [_("Number"), _("Startup"), _("Service"), _("State"), _("Sent"), _("Officer"), _("Credits"), _("MAD")]
        return csv_download(_("requests"), heads, self._lines(request))

    def _lines(self, request: HttpRequest) -> Iterator[list[Any]]:
        """In the language of the page, also while the file is already on its way."""
        with override(get_language()):
            rows = self.get_queryset(request).prefetch_related(standing_scopes())
            for row in rows.iterator(chunk_size=2000):
                scope = next(iter(row.standing_scopes), None)
                cost = [scope.credits, scope.mad] if scope else ["", ""]
                said = [row.number, row.startup.name, row.service.name, row.get_state_display()]
                yield [*said, row.submitted_at, str(row.officer or ""), *cost]

"""Imports in the administration: upload, the page of one import with its rows, its deeds and its undoing."""

from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from incubator import sheets
from incubator.desk import HouseAdmin
from incubator.errors import Refused
from incubator.listing import state_of
from startups.imports import queries, showing
from startups.imports.actions import steps, work
from startups.imports.admin.steps import StepPages
from startups.imports.forms import UploadForm
from startups.imports.states import IMPORT
from startups.models import ImportBatch
from startups.models.imports import ImportState, Outcome, Verdict

#: What one request does when staff go on without a worker.
SECONDS_HERE = 4.0
ROWS_ON_A_PAGE = 50


@admin.register(ImportBatch)
class ImportBatchAdmin(StepPages, HouseAdmin):
    staff_may = frozenset({"view", "add"})
    list_display = ("file_name", "target", "state_told", "rows_told", "created_by", "created_at")
    list_filter = ("target", "state")
    search_fields = ("file_name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        return super().get_queryset(request).select_related("created_by")

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_told(self, batch: ImportBatch) -> str:
        return state_of(batch)

    @admin.display(description=gettext_lazy("rows"))
    def rows_told(self, batch: ImportBatch) -> str:
        found = batch.counts.get("outcomes") or batch.counts.get("verdicts") or {}
        labels = {**dict(Verdict.choices), **dict(Outcome.choices)}
        return " · ".join(f"{labels[code]}\u00a0{rows}" for code, rows in found.items()) or str(batch.rows_total or "")

    def get_urls(self) -> list[URLPattern]:
        pages = {"reading": self.reading_page, "columns": self.columns_page, "words": self.words_page}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"startups_importbatch_{name}")
            for name, page in pages.items()
        ]
        guard = self.admin_site.admin_view
        return [
            *own,
            path("<int:pk>/do/<slug:verb>/", guard(require_POST(self.do)), name="startups_importbatch_do"),
            path("<int:pk>/rows.csv", guard(require_safe(self.download)), name="startups_importbatch_rows"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
        if form.is_valid():
            said = form.cleaned_data
            try:
                batch = steps.upload(said["file"], target=said["target"], by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else "file", str(refusal))
            else:
                return self._to(batch, "reading")
        page = {**self.admin_site.each_context(request), "form": form, "title": _("Import a file"), "opts": self.opts}
        return TemplateResponse(
            request, "admin/startups/importbatch/upload.html", page, status=422 if form.errors else 200
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        batch = self.get_object(request, object_id)
        if batch is None:
            raise Http404
        if batch.state == ImportState.UPLOADED:
            return self._to(batch, "reading")
        chosen = {name: request.GET.get(name, "") for name in ("verdict", "outcome")}
        rows = batch.rows.filter(
            **{name: value for name, value in chosen.items() if value in Verdict.values + Outcome.values}
        )
        shown = Paginator(rows.order_by("line"), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
        page = {
            **self.admin_site.each_context(request),
            "batch": batch,
            "title": batch.file_name,
            "opts": self.opts,
            "page": shown,
            "lines": showing.lines(batch, shown.object_list),
            "tabs": self._tabs(batch, chosen),
            **self._deeds(batch),
        }
        return TemplateResponse(request, "admin/startups/importbatch/page.html", page)

    def _tabs(self, batch: ImportBatch, chosen: dict[str, str]) -> list[dict[str, Any]]:
        """Each verdict and outcome with its rows; one click shows them."""
        tabs = [
            {
                "label": pgettext("rows", "all"),
                "query": "",
                "rows": sum(batch.counts.get("verdicts", {}).values()),
                "is_chosen": not any(chosen.values()),
            }
        ]
        for name, labels in (("verdict", Verdict), ("outcome", Outcome)):
            found = batch.counts.get(f"{name}s", {})
            tabs += [
                {"label": label, "query": f"{name}={code}", "rows": found[code], "is_chosen": chosen[name] == code}
                for code, label in labels.choices
                if found.get(code)
            ]
        return tabs

    def _deeds(self, batch: ImportBatch) -> dict[str, Any]:
        found = batch.counts.get("verdicts", {})
        return {
            "to_import": found.get(Verdict.NEW, 0) + found.get(Verdict.CHANGED, 0),
            "wrong": found.get(Verdict.WRONG, 0),
            "may_start": IMPORT.allows("start", batch.state),
            "may_choose": IMPORT.allows("choose", batch.state),
            "may_reread": IMPORT.allows("reread", batch.state) and bool(batch.storage_key),
            "may_undo": queries.may_be_undone(batch),
            "drops_cells": batch.mapping.get("drops_cells", False),
            "is_silent": batch.is_moving and queries.is_worker_silent(),
        }

    def do(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        """The deeds of the page, one button each."""
        batch = ImportBatch.objects.visible_to(request.user).filter(pk=pk).first()
        deed = getattr(self, f"_do_{verb}", None) if verb in {"start", "undo", "recheck", "choose", "go_on"} else None
        if batch is None or deed is None:
            raise Http404
        try:
            told = deed(request, batch)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, told)
        return HttpResponseRedirect(batch.get_absolute_url())

    def _do_start(self, request: HttpRequest, batch: ImportBatch) -> str:
        steps.start(batch.pk, by=request.user)  # type: ignore[arg-type]
        return _("The import has begun. It goes on by itself.")

    def _do_undo(self, request: HttpRequest, batch: ImportBatch) -> str:
        steps.undo(batch.pk, by=request.user)  # type: ignore[arg-type]
        return _("The import is being undone. It goes on by itself.")

    def _do_recheck(self, request: HttpRequest, batch: ImportBatch) -> str:
        steps.recheck(batch.pk, drops_cells="without_cells" in request.POST, by=request.user)  # type: ignore[arg-type]
        return _("The file is being checked again.")

    def _do_choose(self, request: HttpRequest, batch: ImportBatch) -> str:
        ticked = [
            int(line) for line in request.POST.getlist("line")[:ROWS_ON_A_PAGE] if line.isdecimal() and len(line) < 8
        ]
        changed = steps.choose(batch.pk, lines=ticked, choice=request.POST.get("choice", ""), by=request.user)  # type: ignore[arg-type]
        if not changed:
            raise Refused(_("Tick the rows first."))
        return ngettext("%(count)d row is changed.", "%(count)d rows are changed.", changed) % {"count": changed}

    def _do_go_on(self, request: HttpRequest, batch: ImportBatch) -> str:
        work.advance(batch.pk, seconds=SECONDS_HERE)
        return _("Went on for a few seconds.")

    def download(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Every row with its verdict, as a table."""
        batch = ImportBatch.objects.visible_to(request.user).filter(pk=pk).first()
        if batch is None:
            raise Http404
        return sheets.csv_download(batch.file_name.rsplit(".", 1)[0] + "-rows", showing.header(), showing.table(batch))

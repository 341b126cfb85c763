"""The pages between the upload and the dry run: how the file is read, which column is which, what its words mean."""

from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from incubator import sheets
from incubator.errors import Refused
from startups.imports import files
from startups.imports.actions import steps
from startups.imports.forms import ColumnsForm, ReadingForm, WordsForm
from startups.imports.guessing import guess_columns
from startups.imports.mapping import Mapping
from startups.imports.states import IMPORT
from startups.imports.targets import target_of
from startups.imports.words import survey
from startups.models import ImportBatch

PREVIEWED = 8
_STEPS = ("reading", "columns", "words")


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


class StepPages:
    """Mixin of the import's admin. Each page keeps what was typed and says beside it what is wrong."""

    admin_site: Any

    def reading_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self._open(request, pk)
        form = ReadingForm(_sent(request), batch=batch, sheet_names=self._sheets(batch))
        if form.is_valid():
            try:
                batch = steps.reread(batch.pk, reading=form.cleaned_data, by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                return self._to(batch, "reading" if "look" in request.POST else "columns")
        names, rows, why = self._preview(batch)
        if why and not form.is_bound:
            messages.error(request, why)
        return self._page(request, batch, "reading", {"form": form, "names": names, "rows": rows})

    def columns_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        batch = self._open(request, pk)
        target = target_of(batch)
        form = ColumnsForm(_sent(request), batch=batch, target=target, guessed=guess_columns(target, batch.columns))
        if form.is_valid():
            try:
                steps.map_columns(batch.pk, mapping=form.mapping(), by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._to(batch, "words")
        _names, rows, _why = self._preview(batch)
        samples = [
            list(dict.fromkeys(row[i] for row in rows if i < len(row) and row[i]))[:3]
            for i in range(len(batch.columns))
        ]
        return self._page(
            request, batch, "columns", {"form": form, "columns": list(zip(form.column_fields(), samples, strict=True))}
        )

    def words_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The last stop before the dry run; it says so when every word is known."""
        batch = self._open(request, pk)
        if not batch.mapping.get("columns"):
            return self._to(batch, "columns")
        try:
            found = survey(batch, target_of(batch), Mapping.stored(batch.mapping))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return self._to(batch, "reading")
        codes = batch.mapping.get("codes", {})
        form = WordsForm(
            _sent(request),
            target=target_of(batch),
            unknown=found.unknown,
            stored=codes,
        )
        if form.is_valid():
            try:
                steps.check(batch.pk, rows=found.rows, codes=form.codes(), by=request.user)  # type: ignore[arg-type]
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return HttpResponseRedirect(batch.get_absolute_url())
        return self._page(request, batch, "words", {"form": form, "rows_found": found.rows})

    def _open(self, request: HttpRequest, pk: int) -> ImportBatch:
        """The batch while its steps can still be taken; a later one is 404."""
        batch = ImportBatch.objects.visible_to(request.user).filter(pk=pk).first()
        if batch is None or not IMPORT.allows("reread", batch.state):
            raise Http404
        return batch

    def _sheets(self, batch: ImportBatch) -> list[str]:
        if batch.reading["kind"] != "xlsx" or not batch.storage_key:
            return []
        return sheets.sheet_names(files.path_of(batch))

    def _preview(self, batch: ImportBatch) -> tuple[list[str], list[list[str]], str]:
        """(names, first rows, why it cannot be read)"""
        try:
            found = sheets.records(files.path_of(batch), sheets.Reading(**batch.reading))
            return batch.columns, [record.cells for record in islice(found, PREVIEWED)], ""
        except Refused as refusal:
            return batch.columns, [], str(refusal)

    def _to(self, batch: ImportBatch, step: str) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"admin:startups_importbatch_{step}", args=[batch.pk]))

    def _page(self, request: HttpRequest, batch: ImportBatch, step: str, more: dict[str, Any]) -> HttpResponse:
        titles = {
            "reading": _("How the file is read"),
            "columns": _("Which column is which"),
            "words": _("Words that are none of ours"),
        }
        page = {
            **self.admin_site.each_context(request),
            "batch": batch,
            "title": titles[step],
            "steps": [(name, titles[name], name == step) for name in _STEPS],
            "opts": ImportBatch._meta,
            **more,
        }
        status = 422 if more["form"].errors else 200
        return TemplateResponse(request, f"admin/startups/importbatch/{step}.html", page, status=status)

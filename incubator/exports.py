"""Lists of the desk as sheets: as they are filtered, streamed, a few queries whatever their length."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from incubator.sheets import csv_download, xlsx_download
from incubator.slim import SlimList

BLOCK = 2000
WRITERS: dict[str, Callable[..., HttpResponseBase]] = {"csv": csv_download, "xlsx": xlsx_download}
#: The name of the file, its first row, the others.
Sheet = tuple[str, list[str], Iterable[list[Any]]]


class WholeList(SlimList):
    """The rows that the filters leave, not counted and not cut into pages."""

    def get_results(self, request: HttpRequest) -> None:
        """Nothing is drawn."""


class Filtered:
    """Mixin of an admin: `filtered(request)` are the rows that the filters in the address leave, as on the list."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        if request.method == "POST" and "/export/" in request.path:
            return WholeList
        return super().get_changelist(request, **kwargs)  # type: ignore[misc]

    def filtered(self, request: HttpRequest) -> Any:
        return self.get_changelist_instance(request).get_queryset(request)  # type: ignore[attr-defined]


class ListExport(Filtered):
    """Mixin of an admin: its list as CSV and as Excel."""

    def sheet(self, rows: Any) -> Sheet:
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(require_POST(self.export))  # type: ignore[attr-defined]
        return [path("export/<slug:kind>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def export(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        if kind not in WRITERS:
            raise Http404
        return WRITERS[kind](*self.sheet(self.filtered(request)))

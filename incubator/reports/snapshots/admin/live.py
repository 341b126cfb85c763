"""The same figures computed now, for staff: beside the snapshots, never instead of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from incubator.reports.indicators import figures
from incubator.reports.scope import Scope
from incubator.reports.snapshots import preview
from incubator.reports.snapshots.forms import LiveForm


class LiveFigures:
    """Mixin of the admin of reports."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.live_view)  # type: ignore[attr-defined]
        return [path("live/", view, name="reports_report_live"), *super().get_urls()]  # type: ignore[misc]

    def live_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise Http404
        form = LiveForm(request.GET if "first_day" in request.GET else {**request.GET.dict(), **LiveForm.usual()})
        is_sound = form.is_valid()
        page = {
            **self.admin_site.each_context(request),  # type: ignore[attr-defined]
            "title": _("Live figures"),
            "form": form,
            "rows": preview.of_live(figures(_scope(form), with_surroundings=False)) if is_sound else [],
            "ask_url": f"{reverse('admin:reports_report_add')}?{urlencode(_wanted(form))}" if is_sound else "",
            "opts": self.opts,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/reports/live.html", page, status=200 if is_sound else 422)


def _scope(form: LiveForm) -> Scope:
    days = form.cleaned_data["first_day"], form.cleaned_data["last_day"]
    return Scope(*days, (form.programme,) if form.programme else (), form.cohort)


def _wanted(form: LiveForm) -> dict[str, Any]:
    """What the page that asks for a report is filled with."""
    days = {name: form.cleaned_data[name].isoformat() for name in ("first_day", "last_day")}
    return {**({"cohort": form.cohort} if form.cohort else {}), **days}

"""The time line hangs on the page of a startup: its unit, below, knows nothing of what happens above."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from incubator.reports.timeline import KINDS, timeline
from incubator.reports.timeline_sources import SOURCES
from incubator.slim import tighten
from startups.admin import StartupAdmin
from startups.models import Startup

admin.site.unregister(Startup)


@admin.register(Startup)
class TimedStartupAdmin(StartupAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.timeline_view)
        return [path("<int:pk>/timeline/", view, name="startups_startup_timeline"), *super().get_urls()]

    def timeline_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        startup = Startup.objects.visible_to(request.user).filter(pk=pk).first()
        if startup is None or not self.has_view_permission(request, startup):
            raise Http404
        chosen = {kind for kind in request.GET.getlist("kind") if kind in KINDS}
        line = timeline(startup, request.user, SOURCES, kinds=chosen, before=request.GET.get("before", "")[:120])
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Time line"),
            "startup": startup,
            "line": line,
            "kinds": [(kind, word, kind in chosen) for kind, (word, _picture) in KINDS.items()],
            "chosen": chosen,
            "is_first": "before" not in request.GET,
            "opts": self.opts,
        }
        answer = TemplateResponse(request, "admin/reports/timeline.html", context)
        answer.add_post_render_callback(tighten)
        return answer

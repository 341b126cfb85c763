"""The board hangs on the milestones: their unit, below, knows nothing of credits and events."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from incubator.reports.board import board
from incubator.slim import tighten
from programs.cohorts.queries import by_state
from programs.cohorts.states import EnrolmentState
from programs.milestones.admin import MilestoneAdmin
from programs.milestones.drawn import small_course
from programs.milestones.models import Milestone
from programs.partners.models import Cohort

#: So many startups on a page: with twenty milestones each it weighs what a list weighs.
PER_PAGE = 20

admin.site.unregister(Milestone)


@admin.register(Milestone)
class BoardedMilestoneAdmin(MilestoneAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.board_view)
        return [path("board/<int:pk>/", view, name="programs_milestone_board"), *super().get_urls()]

    def board_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        cohort = Cohort.objects.visible_to(request.user).with_card().filter(pk=pk).first()
        if cohort is None or not self.has_view_permission(request):
            raise Http404
        chosen = {"state": _state(request), "late": "late" in request.GET}
        found = board(cohort, state=chosen["state"], only_late=chosen["late"])
        page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
        rtl = get_language_bidi()
        context = {
            **self.admin_site.each_context(request),
            "title": _("Board"),
            "board": found,
            "page": page,
            "rows": [(row, small_course(row.track.progress, rtl=rtl)) for row in page],
            "states": by_state(cohort),
            "chosen": chosen,
            "opts": self.opts,
        }
        answer = TemplateResponse(request, "admin/reports/board.html", context)
        answer.add_post_render_callback(tighten)
        return answer


def _state(request: HttpRequest) -> Any:
    asked = request.GET.get("state", "")
    return asked if asked in EnrolmentState.values else ""

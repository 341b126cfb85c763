"""What the looks at the counters found. A button looks again; nothing is repaired here."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.upkeep import actions
from events.upkeep.models import Inspection
from incubator.desk import HouseAdmin

WORDS = {
    "seats_taken": gettext_lazy("places taken, counted / held"),
    "quota": gettext_lazy("places of a startup, counted / held"),
    "room": gettext_lazy("a room is taken for a date that does not want it"),
    "room_time": gettext_lazy("a room is taken at another time than its date"),
    "room_missing": gettext_lazy("a date stands without its room"),
    "offer": gettext_lazy("an offer is over and nobody took it back"),
    "queue": gettext_lazy("somebody waits though a place is free"),
}


@admin.register(Inspection)
class InspectionAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    is_kept_by_actions = True
    list_display = ("at", "size")
    list_per_page = 20
    change_list_template = "admin/events/inspection/change_list.html"
    fields = readonly_fields = ("at", "size")

    @admin.display(description=gettext_lazy("findings"))
    def size(self, inspection: Inspection) -> int:
        return len(inspection.findings)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        latest = Inspection.objects.visible_to(request.user).first()
        found = [
            (WORDS.get(one["what"], one["what"]), one["thing"], one["told"])
            for one in (latest.findings if latest else [])
        ]
        return super().changelist_view(request, {**(extra_context or {}), "latest": latest, "found": found})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.look))
        return [path("look/", view, name="events_inspection_look"), *super().get_urls()]

    def look(self, request: HttpRequest) -> HttpResponse:
        count = len(actions.check_integrity().findings)
        told = ngettext("Looked: %(count)d finding.", "Looked: %(count)d findings.", count)
        messages.info(request, told % {"count": count} if count else _("Looked: everything agrees."))
        return HttpResponseRedirect(reverse("admin:events_inspection_changelist"))

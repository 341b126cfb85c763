"""What the looks at the counters found. A button looks again; nothing is repaired here."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.upkeep import actions
from events.upkeep.models import Inspection, Look
from incubator.desk import HouseAdmin


class LooksAdmin(HouseAdmin):
    """`words` say what each finding is, `told` what is compared, `look` compares and keeps what it found."""

    staff_may = frozenset({"view"})
    is_kept_by_actions = True
    list_display = ("at", "size")
    list_per_page = 20
    change_list_template = "admin/looks.html"
    fields = readonly_fields = ("at", "size")
    words: Mapping[str, Any] = {}
    told: Any = ""
    look: Callable[[], Look]

    @admin.display(description=gettext_lazy("findings"))
    def size(self, one: Look) -> int:
        return len(one.findings)

    @property
    def look_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_look"

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        latest = self.get_queryset(request).order_by("-at", "-pk").first()
        found = [
            (self.words.get(one["what"], one["what"]), one["thing"], one["told"])
            for one in (latest.findings if latest else [])
        ]
        about = {"latest": latest, "found": found, "told": self.told, "look": reverse(f"admin:{self.look_name}")}
        return super().changelist_view(request, {**(extra_context or {}), **about})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.look_again))
        return [path("look/", view, name=self.look_name), *super().get_urls()]

    def look_again(self, request: HttpRequest) -> HttpResponse:
        count = len(type(self).look().findings)
        told = ngettext("Looked: %(count)d finding.", "Looked: %(count)d findings.", count)
        messages.info(request, told % {"count": count} if count else _("Looked: everything agrees."))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))


@admin.register(Inspection)
class InspectionAdmin(LooksAdmin):
    look = staticmethod(actions.check_integrity)
    told = gettext_lazy(
        "Counters are compared with the rows they count, every night and by this button. Nothing is repaired by itself."
    )
    words = {
        "seats_taken": gettext_lazy("places taken, counted / held"),
        "quota": gettext_lazy("places of a startup, counted / held"),
        "room": gettext_lazy("a room is taken for a date that does not want it"),
        "room_time": gettext_lazy("a room is taken at another time than its date"),
        "room_missing": gettext_lazy("a date stands without its room"),
        "offer": gettext_lazy("an offer is over and nobody took it back"),
        "queue": gettext_lazy("somebody waits though a place is free"),
    }

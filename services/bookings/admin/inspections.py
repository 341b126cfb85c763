"""What the looks at accounts and meetings found. A button looks again; nothing is repaired here."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from incubator.desk import HouseAdmin
from services.bookings import integrity
from services.bookings.models import AccountInspection

WORDS = {
    "balance": gettext_lazy("credits left, kept / summed"),
    "engagement_missing": gettext_lazy("a meeting stands, and whoever receives is free for others"),
    "meeting_missing": gettext_lazy("time is taken for a meeting that does not stand"),
}


@admin.register(AccountInspection)
class AccountInspectionAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    is_kept_by_actions = True
    list_display = ("at", "size")
    list_per_page = 20
    change_list_template = "admin/services/accountinspection/change_list.html"
    fields = readonly_fields = ("at", "size")

    @admin.display(description=gettext_lazy("findings"))
    def size(self, inspection: AccountInspection) -> int:
        return len(inspection.findings)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        latest = AccountInspection.objects.visible_to(request.user).first()
        found = [
            (WORDS.get(one["what"], one["what"]), one["thing"], one["told"])
            for one in (latest.findings if latest else [])
        ]
        return super().changelist_view(request, {**(extra_context or {}), "latest": latest, "found": found})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.look))
        return [path("look/", view, name="services_accountinspection_look"), *super().get_urls()]

    def look(self, request: HttpRequest) -> HttpResponse:
        count = len(integrity.check_integrity().findings)
        told = ngettext("Looked: %(count)d finding.", "Looked: %(count)d findings.", count)
        messages.info(request, told % {"count": count} if count else _("Looked: everything agrees."))
        return HttpResponseRedirect(reverse("admin:services_accountinspection_changelist"))

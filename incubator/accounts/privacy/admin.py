from typing import Any

from django.contrib import admin, messages
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.accounts.models import ErasureRequest, Notice
from incubator.accounts.people.admin import GuardedDeed, Plan
from incubator.accounts.privacy import actions
from incubator.accounts.privacy.forms import NoticeForm, RefusalForm
from incubator.accounts.privacy.queries import owed
from incubator.accounts.states import ERASURE
from incubator.desk import Deed, HouseAdmin, Skipped


def plan_answer(rows: QuerySet[ErasureRequest], user: Any) -> Plan:
    requests = list(rows.select_related("person"))
    handled = str(gettext_lazy("handled already"))
    return (
        [r for r in requests if ERASURE.allows("carry_out", r.state)],
        [Skipped(r, handled) for r in requests if not ERASURE.allows("carry_out", r.state)],
    )


def plan_publication(rows: QuerySet[Notice], user: Any) -> Plan:
    notices = list(rows)
    return [n for n in notices if not n.published_at], [
        Skipped(n, _("published already")) for n in notices if n.published_at
    ]


@admin.register(ErasureRequest)
class ErasureRequestAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    list_display = ("person", "asked_at", "state", "handled_by", "handled_at")
    list_filter = ("state",)
    list_select_related = ("person", "handled_by")
    fields = ("person", "reason", "state", "asked_at", "handled_by", "handled_at", "answer")
    readonly_fields = fields
    actions = [
        GuardedDeed(name="carry_out", label=gettext_lazy("Erase the account"), plan=plan_answer, act=actions.carry_out),
        Deed(name="refuse", label=gettext_lazy("Do not grant"), plan=plan_answer, act=actions.refuse, form=RefusalForm),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Notice)
class NoticeAdmin(HouseAdmin):
    form = NoticeForm
    list_display = ("version", "published_at")
    readonly_fields = ("published_at",)
    fields = ("version", "body_fr", "body_en", "body_ar", "published_at")
    actions = [Deed(name="publish", label=gettext_lazy("Publish"), plan=plan_publication, act=actions.publish_notice)]

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """A published text is evidence of what people agreed to."""
        return super().has_change_permission(request, obj) and not (obj and obj.published_at)

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.published_at)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new version begins with the words of the last one."""
        last = Notice.objects.order_by("-version").first()
        words = {name: getattr(last, name) for name in ("body_fr", "body_en", "body_ar")} if last else {}
        return {"version": (Notice.objects.aggregate(most=Max("version"))["most"] or 0) + 1, **words}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if missing := owed():
            messages.warning(request, _("The notice still lacks: %(what)s.") % {"what": ", ".join(missing)})
        return super().changelist_view(request, extra_context)

"""The dated facts of all startups, to read: which are old, where they come from. They are noted on the page of the startup."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin
from startups.models import Observation


class AgeFilter(admin.SimpleListFilter):
    title, parameter_name = _("age"), "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("current", _("last word on each fact")), ("stale", _("to confirm"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        words: dict[str | None, Any] = {"current": queryset.current, "stale": queryset.stale}  # type: ignore[attr-defined]
        return words[self.value()]() if self.value() in words else queryset


@admin.register(Observation)
class ObservationAdmin(HouseAdmin):
    staff_may = frozenset({"view"})
    is_kept_by_actions = True
    list_display = ("startup", "fact", "shown", "observed_on", "source")
    list_filter = (AgeFilter, "fact")
    list_select_related = ("startup",)
    search_fields = ("startup__search_key",)
    fields = ("startup", "fact", "shown", "observed_on", "source", "entered_by", "at")
    readonly_fields = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("value"))
    def shown(self, row: Observation) -> str:
        return row.shown

    @admin.display(description=_("entered by"))
    def entered_by(self, row: Observation) -> str:
        return str(row.by or "–")

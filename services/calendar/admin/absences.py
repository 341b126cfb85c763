"""Absences at the desk: declared on the coach's page, withdrawn here."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from programs.partners.steps import Step, StepsAdmin
from services.calendar import actions
from services.calendar.models import Absence
from services.calendar.states import ABSENCE


@admin.register(Absence)
class AbsenceAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("__str__", "starts_at", "ends_at", "state")
    list_filter = ("state",)
    list_select_related = ("provider__person", "resource", "site")
    search_fields = ("provider__person__name",)
    readonly_fields = (
        "provider",
        "resource",
        "site",
        "is_everywhere",
        "starts_at",
        "ends_at",
        "reason",
        "state",
        "declared_at",
    )
    fields = readonly_fields
    steps = [
        Step(
            "withdraw_absence",
            _("Withdraw"),
            actions.withdraw_absence,
            may=lambda row: ABSENCE.allows("withdraw", row.state),
            told=_("These times can be booked again."),
        )
    ]
    verbs = {"declare_absence": _("declared")}

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("provider__person", "resource", "site")

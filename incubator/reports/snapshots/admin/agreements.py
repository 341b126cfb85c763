"""Conventions with their targets, and the schedules by which their reports are made."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incubator.listing import state_chip
from incubator.reports.snapshots.actions import scheduling
from incubator.reports.snapshots.forms import ConventionForm, ScheduleForm, TargetForm
from incubator.reports.snapshots.models import Convention, Report, Schedule, Target
from incubator.reports.snapshots.states import SCHEDULE
from programs.partners.models import Mandate
from programs.partners.steps import Step, StepsAdmin, TidyInline


class TargetInline(TidyInline):
    model = Target
    form = TargetForm
    fields = ("code", "value", "first_day", "last_day")
    verbose_name_plural = _("Targets: what the convention promises, indicator by indicator")


@admin.register(Convention)
class ConventionAdmin(StepsAdmin):
    form = ConventionForm
    list_display = ("title_fr", "partner", "since", "until", "may_see_names")
    list_filter = ("may_see_names", "programmes")
    list_select_related = ("partner__organisation",)
    search_fields = ("title_fr", "title_en", "title_ar", "partner__code")
    fieldsets = (
        (
            None,
            {"fields": ("partner", ("since", "until"), "programmes", "may_see_names", "keeps_small_cells", "is_open")},
        ),
        (_("Name"), {"fields": ("title_fr", "title_en", "title_ar")}),
    )
    inlines = (TargetInline,)
    change_form_template = "admin/reports/convention.html"
    verbs = {"discard": _("Report discarded")}

    def beside(self, thing: Convention) -> dict[str, Any]:
        readers = Mandate.objects.live().filter(partner=thing.partner_id).select_related("person")
        return {"readers": readers, "reports": Report.objects.filter(convention=thing).with_card()[:8]}


class StumblingFilter(admin.SimpleListFilter):
    title, parameter_name = _("failing"), "stumbling"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("failing"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Schedule]) -> QuerySet[Schedule]:
        return rows.stumbling() if self.value() == "yes" else rows  # type: ignore[attr-defined]


def _step(verb: str, label: Any, told: Any) -> Step:
    return Step(verb, label, getattr(scheduling, verb), may=lambda one: SCHEDULE.allows(verb, one.state), told=told)


@admin.register(Schedule)
class ScheduleAdmin(StepsAdmin):
    form = ScheduleForm
    list_display = ("convention", "cohort", "rule", "next_on", "standing", "failures")
    list_filter = (StumblingFilter, "state", "rule")
    fields = (
        "convention",
        "cohort",
        "rule",
        "on_day",
        "owner",
        "standing",
        "next_on",
        "last_run_at",
        "failures",
        "last_error",
    )
    readonly_fields = ("standing", "next_on", "last_run_at", "failures", "last_error")
    verbs = {"keep": _("Saved"), "stumble": _("Failed")}
    steps = [
        _step("pause", _("Pause"), _("No report is made until it goes on.")),
        _step("resume", _("Go on"), _("It goes on from today: what fell into the pause is not made up for.")),
        _step("end", pgettext_lazy("report", "End"), _("It makes no report any more; those it made stay.")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Schedule]:
        return super().get_queryset(request).with_card()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Schedule, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        scheduling.keep(obj.pk, by=request.user)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, one: Schedule) -> SafeString | str:
        return state_chip(one.get_state_display(), one.state) if one.pk else "–"

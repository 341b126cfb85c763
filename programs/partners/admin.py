"""Partners with their mandates, programmes with their phases, cohorts with their steps."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.forms import Field
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin
from programs.partners import actions
from programs.partners.forms import MandateForm, ProgrammeForm, SiteForm
from programs.partners.holidays import public_days
from programs.partners.models import Cohort, Holiday, Mandate, Partner, Programme, Site
from programs.partners.states import COHORT, PROGRAMME
from programs.partners.steps import TIDY, Step, StepsAdmin, TidyInline


class MandateInline(TidyInline):
    model = Mandate
    form = MandateForm
    verbose_name_plural = _("Mandates: who reads for this partner")


@admin.register(Partner)
class PartnerAdmin(HouseAdmin):
    list_display = ("organisation", "code", "kind", "since", "until")
    list_filter = ("kind",)
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "code")
    fields = ("organisation", "code", "kind", "since", "until")
    inlines = (MandateInline,)
    formfield_overrides = TIDY

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "organisation":
            kwargs["queryset"] = field.related_model.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


@admin.register(Programme)
class ProgrammeAdmin(StepsAdmin):
    form = ProgrammeForm
    list_display = ("name_fr", "code", "kind", "state", "months")
    list_filter = ("state", "kind")
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    readonly_fields = ("state",)
    fieldsets = (
        (None, {"fields": ("code", "state", "kind", ("months", "renewable_months"), "partners")}),
        ("Français", {"fields": ("name_fr", "summary_fr")}),
        ("English", {"fields": ("name_en", "summary_en")}),
        ("العربية", {"fields": ("name_ar", "summary_ar")}),
        (_("Phases"), {"fields": ("phases",)}),
    )
    steps = [
        Step(
            "activate",
            _("Show to the public"),
            actions.activate,
            may=lambda programme: PROGRAMME.allows("activate", programme.state),
            told=_("The programme appears on the public pages."),
            is_main=True,
        ),
        Step(
            "end",
            _("End the programme"),
            actions.end,
            may=lambda programme: PROGRAMME.allows("end", programme.state),
            told=_("The programme leaves the public pages; its history stays."),
        ),
    ]

    def formfield_for_manytomany(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "partners":
            kwargs["queryset"] = Partner.objects.visible_to(request.user).select_related("organisation")
        return super().formfield_for_manytomany(field, request, **kwargs)


def _cohort_step(verb: str, label: Any, told: Any) -> Step:
    return Step(verb, label, getattr(actions, verb), may=lambda cohort: COHORT.allows(verb, cohort.state), told=told)


class CohortAdmin(StepsAdmin):
    """Registered by programs.cohorts, which adds the steps that touch enrolments."""

    list_display = ("name_fr", "code", "programme", "state", "starts_on", "ends_on", "places", "seats_taken")
    list_filter = ("state", "programme")
    list_select_related = ("programme",)
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    fieldsets = (
        (None, {"fields": ("programme", "code", "state", ("places", "seats_taken"), ("starts_on", "ends_on"))}),
        (_("Name"), {"fields": ("name_fr", "name_en", "name_ar")}),
    )
    steps = [
        _cohort_step("onboard", _("Begin onboarding"), _("The startups of this cohort are welcomed.")),
        _cohort_step("graduate", _("Begin graduation"), _("The cohort comes to its end.")),
        _cohort_step("close", _("Close the cohort"), _("Nothing more happens in this cohort.")),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Cohort | None = None) -> tuple[str, ...]:
        """Places change by a step that looks at the seats taken; the code stands in receipt numbers."""
        return ("state", "seats_taken", "places", "code", "programme") if obj else ("state", "seats_taken")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Cohort]:
        return super().get_queryset(request).with_card()

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Field | None:
        if field.name == "programme":
            kwargs["queryset"] = Programme.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


@admin.register(Site)
class SiteAdmin(HouseAdmin):
    form = SiteForm
    formfield_overrides = TIDY
    list_display = ("name_fr", "code", "city", "region", "partner", "is_open")
    list_filter = ("is_open", "region")
    list_select_related = ("partner__organisation",)
    search_fields = ("name_fr", "name_en", "name_ar", "code", "city")
    fieldsets = (
        (None, {"fields": ("code", "is_open", "partner", ("city", "region"), "address", "map_url")}),
        (_("Name"), {"fields": ("name_fr", "name_en", "name_ar")}),
    )

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Field | None:
        kwargs["queryset"] = Partner.objects.visible_to(request.user).select_related("organisation")
        return super().formfield_for_foreignkey(field, request, **kwargs)


class YearFilter(admin.SimpleListFilter):
    title, parameter_name = _("year"), "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        now = timezone.localdate().year
        return [(str(year), str(year)) for year in range(now - 1, now + 3)]

    def queryset(self, request: HttpRequest, rows: QuerySet[Holiday]) -> QuerySet[Holiday]:
        year = year_of(self.value())
        return rows.filter(day__range=(f"{year}-01-01", f"{year}-12-31")) if self.value() else rows


def year_of(asked: str | None) -> int:
    """The year asked for, else this one."""
    is_year = asked and asked.isdecimal() and len(asked) == 4
    return min(max(int(asked), 1950), 2100) if is_year and asked else timezone.localdate().year


@admin.register(Holiday)
class HolidayAdmin(HouseAdmin):
    """What staff correct, beside the days of the library. A feast that moved: one day opened, another closed."""

    formfield_overrides = TIDY
    list_display = ("day", "kind", "name_fr", "site")
    list_filter = (YearFilter, "kind", "site")
    list_select_related = ("site",)
    change_list_template = "admin/programs/holiday/change_list.html"
    fields = ("day", "kind", "site", "name_fr", "name_en", "name_ar")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        year = year_of(request.GET.get("year"))
        extra = {"year": str(year), "public_days": public_days(year)}
        return super().changelist_view(request, {**(extra_context or {}), **extra})

    def has_delete_permission(self, request: HttpRequest, obj: Holiday | None = None) -> bool:
        """A correction that was wrong is taken back."""
        return self.has_change_permission(request, obj)

"""Coaches, mentors, experts and technicians at the desk: who gives what, when, how much; and the weeks of people and rooms."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.places.models import Resource
from incubator import spoken
from incubator.journal.models import record
from incubator.listing import state_of
from incubator.moments import monday_of
from programs.partners.models import Site
from programs.partners.steps import Step, StepsAdmin, TidyInline
from services.calendar import actions
from services.calendar.admin.forms import AbsenceStepForm, HoursAdminForm, HoursFormSet, ProviderAdminForm
from services.calendar.models import Hours, Provider
from services.calendar.sheet import WEEK, week_of, weeks_of_rooms
from services.calendar.states import PROVIDER
from services.catalogue.models import Service
from services.catalogue.states import Manner

SHOWN = 20


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("standing"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no_hours", gettext_lazy("without hours")), ("unreadable", gettext_lazy("own calendar unreadable"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        if self.value() == "no_hours":
            return rows.receiving().without_hours()
        return rows.receiving().exclude(busy_error="") if self.value() == "unreadable" else rows


def _bare(field: Any) -> Any:
    """Without the links that add and change what is chosen: they are elsewhere."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


class HoursInline(TidyInline):
    model = Hours
    form = HoursAdminForm
    formset = HoursFormSet
    fk_name = "provider"
    verbose_name_plural = gettext_lazy("hours, on the coach’s own clock")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hours]:
        return super().get_queryset(request).select_related("site")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return _bare(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "site":
            kwargs["queryset"] = Site.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


def _step(verb: str, label: Any, told: Any, *, is_main: bool = False) -> Step:
    act: Callable[..., Provider] = getattr(actions, verb)
    return Step(verb, label, act, may=lambda row: PROVIDER.allows(verb, row.state), told=told, is_main=is_main)


def _absent(pk: int, *, by: Any, starts_at: Any, ends_at: Any, reason: str, **_typed: Any) -> Provider:
    return actions.declare_absence(pk, starts_at, ends_at, by=by, reason=reason).provider  # type: ignore[return-value]


@admin.register(Provider)
class ProviderAdmin(StepsAdmin):
    form = ProviderAdminForm
    list_display = ("person", "kind", "condition", "gives", "speaks", "this_month")
    list_filter = (StandingFilter, "state", "kind", "services", "sites")
    list_select_related = ("person",)
    search_fields = ("person__name", "person__email")
    readonly_fields = ("state",)
    change_form_template = "admin/services/provider/change_form.html"
    change_list_template = "admin/services/provider/change_list.html"
    inlines = (HoursInline,)
    fieldsets = (
        (None, {"fields": ("person", "kind", "state", "services", "languages")}),
        (gettext_lazy("Where"), {"fields": ("sites", "video_url", "zone", "monthly_minutes")}),
        (gettext_lazy("Profile"), {"fields": ("skills", "about")}),
    )
    steps = [
        _step("activate", gettext_lazy("Open her calendar"), gettext_lazy("Startups see her times."), is_main=True),
        _step("pause", gettext_lazy("Pause"), gettext_lazy("Nothing new is booked with her; what is booked stands.")),
        Step(
            "declare_absence",
            gettext_lazy("Declare an absence"),
            _absent,
            form=AbsenceStepForm,
            form_knows=True,
            told=gettext_lazy("In this time nobody can book her. Refused while meetings stand in it."),
        ),
        _step("leave", gettext_lazy("She leaves"), gettext_lazy("She is offered no more; her history stays.")),
    ]
    verbs = {
        "keep_provider": gettext_lazy("profile saved"),
        "add_hours": gettext_lazy("hours added"),
        "change_hours": gettext_lazy("hours changed"),
        "remove_hours": gettext_lazy("hours removed"),
        "make_feed": gettext_lazy("private calendar made"),
        "end_feed": gettext_lazy("private calendar ended"),
        "read_file": gettext_lazy("calendar file read"),
        "forget_busy": gettext_lazy("calendar file forgotten"),
        "set_feed_address": gettext_lazy("calendar address kept"),
        "forget_feed_address": gettext_lazy("calendar address forgotten"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows.select_related("person").prefetch_related("services").with_month(timezone.localdate())

    def formfield_for_manytomany(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Services that are booked by the hour with somebody; the others have no times."""
        services = Service.objects.visible_to(request.user).filter(manner=Manner.SLOT, with_person=True)
        kwargs["queryset"] = services if field.name == "services" else Site.objects.visible_to(request.user)
        return super().formfield_for_manytomany(field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return _bare(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            record("change_hours", form.instance, by=request.user)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def condition(self, provider: Provider) -> SafeString:
        return state_of(provider)

    @admin.display(description=gettext_lazy("gives"))
    def gives(self, provider: Provider) -> str:
        return ", ".join(service.code for service in provider.services.all())

    @admin.display(description=gettext_lazy("languages"))
    def speaks(self, provider: Provider) -> str:
        return ", ".join(provider.languages)

    @admin.display(description=gettext_lazy("this month, of at most"))
    def this_month(self, provider: Any) -> str:
        used, most = provider.minutes_this_month, provider.monthly_minutes
        return f"{spoken.length(used)} / {spoken.length(most)}" if most else spoken.length(used)

    def beside(self, thing: Any) -> dict[str, Any]:
        away = thing.absences.standing().filter(ends_at__gt=timezone.now())
        return {"away": list(away[:SHOWN]), "used": self.this_month(thing)}

    def get_urls(self) -> list[URLPattern]:
        week, rooms = (self.admin_site.admin_view(view) for view in (self.week_view, self.rooms_view))
        own = [
            path("<int:pk>/week/", week, name="services_provider_week"),
            path("rooms/", rooms, name="services_provider_rooms"),
        ]
        return [*own, *super().get_urls()]

    def week_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        provider = self.get_object(request, str(pk))
        if provider is None or not self.has_view_permission(request):
            raise Http404
        monday = monday_of(request.GET.get("week", ""))
        weeks = [(provider.zone, week_of(provider, monday))]
        title = _("Week of %(who)s") % {"who": provider}
        return self._weeks(request, monday, {"title": title, "weeks": weeks, "idle": [], "thing": provider})

    def rooms_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise Http404
        monday = monday_of(request.GET.get("week", ""))
        rooms = Resource.objects.visible_to(request.user).usable().select_related("site")
        told = [(f"{room} · {room.site}", days) for room, days in weeks_of_rooms(rooms, monday)]
        idle = [name for name, days in told if not any(day.parts for day in days)]
        weeks = [(name, days) for name, days in told if name not in idle]
        title = _("Rooms and machines in the week")
        return self._weeks(request, monday, {"title": title, "weeks": weeks, "idle": idle})

    def _weeks(self, request: HttpRequest, monday: Any, page: dict[str, Any]) -> HttpResponse:
        around = {"monday": monday, "earlier": monday - WEEK, "later": monday + WEEK, "opts": self.model._meta}
        shown = {**self.admin_site.each_context(request), **around, **page}
        return TemplateResponse(request, "admin/services/provider/week.html", shown)

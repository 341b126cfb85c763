"""Rooms and equipment: what they hold, the week of their uses, and what an outage hits."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.places import actions
from events.places.models import Allocation, Resource
from events.places.states import ResourceState
from incubator import spoken
from incubator.listing import state_of
from incubator.moments import monday_of
from programs.partners.steps import Foreseen, Step, StepsAdmin

S = ResourceState
WEEK = timedelta(days=7)


def _uses(resource: Resource) -> QuerySet[Allocation]:
    return resource.allocations.live().filter(blocked_to__gt=timezone.now())


def hit(resource: Resource, values: dict[str, Any], user: Any) -> Foreseen:
    """Everything planned in it: nothing is moved by itself."""
    return Foreseen([(use.title, spoken.moment(use.blocked_from), _("to be moved")) for use in _uses(resource)[:100]])


def _to(state: ResourceState) -> Callable[..., Resource]:
    return lambda pk, *, by: actions.set_state(pk, by=by, state=state)


def _step(name: str, label: Any, state: ResourceState, told: Any, *, foresee: Any = None) -> Step:
    return Step(name, label, _to(state), may=lambda resource: resource.state != state, told=told, foresee=foresee)


@admin.register(Resource)
class ResourceAdmin(StepsAdmin):
    list_display = ("name", "code", "site", "kind", "capacity", "set_up", "clean_up", "condition")
    list_filter = ("site", "kind", "state")
    list_select_related = ("site",)
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    change_form_template = "admin/events/resource/change_form.html"
    readonly_fields = ("state",)
    fieldsets = (
        (None, {"fields": (("site", "kind"), "code", "state", "capacity", ("set_up", "clean_up"), "access_note")}),
        (_("Name"), {"fields": ("name_fr", "name_en", "name_ar")}),
    )
    steps = [
        _step(
            "out_of_order",
            _("Out of order"),
            S.OUT_OF_ORDER,
            _("Nothing new is planned in it. What is planned stays until you move it."),
            foresee=hit,
        ),
        _step("retire", _("Retire"), S.RETIRED, _("It is offered no more; its history stays."), foresee=hit),
        _step("available", _("Available again"), S.AVAILABLE, _("It can be planned again.")),
    ]
    verbs = {"set_state": _("State changed")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("site")

    @admin.display(description=_("name"), ordering="code")
    def name(self, resource: Resource) -> str:
        return resource.name

    @admin.display(description=_("state"), ordering="state")
    def condition(self, resource: Resource) -> SafeString:
        return state_of(resource)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        monday = monday_of(request.GET.get("week", ""))
        extra: dict[str, Any] = {"monday": monday, "earlier": monday - WEEK, "later": monday + WEEK}
        resource = self.get_object(request, object_id)
        if resource is not None:
            extra |= {"week": week_of(resource, monday), "is_out": resource.state != S.AVAILABLE}
            extra["hit"] = list(_uses(resource)[:100]) if extra["is_out"] else []
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})


def week_of(resource: Resource, monday: date) -> list[tuple[date, list[Allocation]]]:
    """Every day of the week with its uses, on the clock of Casablanca; one query."""
    zone = timezone.get_default_timezone()
    first = datetime.combine(monday, time(), tzinfo=zone)
    last = datetime.combine(monday + WEEK, time(), tzinfo=zone)
    uses = list(resource.allocations.live().filter(blocked_from__lt=last, blocked_to__gt=first))
    days = [monday + timedelta(days=number) for number in range(7)]
    return [(day, [use for use in uses if _touches(use, day)]) for day in days]


def _touches(use: Allocation, day: date) -> bool:
    last = timezone.localtime(use.blocked_to) - timedelta(microseconds=1)
    return timezone.localdate(use.blocked_from) <= day <= last.date()

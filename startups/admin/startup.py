"""The register of startups. Fields are written by `actions.profile`; teams are read here and changed by deeds."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from incubator.desk import Deed, HouseAdmin, HouseInline, Skipped
from incubator.errors import Refused
from incubator.presence import visitors
from startups.actions import profile, team
from startups.admin.merging import MergedFilter, MergePage
from startups.forms.desk import AccompanyForm, AliasForm, CompanionForm, HandOverForm, ObservationForm, StaffStartupForm
from startups.forms.profile import FOUNDERS, NUMBERS, WHERE, WHO
from startups.models import Alias, Companion, Membership, Observation, Startup
from startups.queries import with_words

Plan = tuple[list[Startup], list[Skipped]]


def _split(rows: QuerySet[Startup], objection: Callable[[Startup], Any]) -> Plan:
    """Those that can, and those that are skipped with what stands against it; a merged record only leads to another."""
    told = [(row, _("was merged into another record") if row.merged_into_id else objection(row)) for row in rows]
    return [row for row, why in told if not why], [Skipped(row, str(why)) for row, why in told if why]


def all_of_them(rows: QuerySet[Startup], user: Any) -> Plan:
    return _split(rows, lambda row: "")


def hidden_ones(rows: QuerySet[Startup], user: Any) -> Plan:
    return _split(rows, lambda row: _("is public already") if row.is_public else "")


def public_ones(rows: QuerySet[Startup], user: Any) -> Plan:
    return _split(rows, lambda row: "" if row.is_public else _("is not public"))


DEEDS = [
    Deed(name="publish", label=_("Make the card public"), plan=hidden_ones, act=profile.publish),
    Deed(name="hide", label=_("Take the card out of the directory"), plan=public_ones, act=profile.hide),
    Deed(
        name="accompany",
        label=_("Put somebody at their side"),
        plan=all_of_them,
        act=profile.accompany,
        form=AccompanyForm,
    ),
    Deed(
        name="hand_over", label=_("Decide who owns the record"), plan=all_of_them, act=team.hand_over, form=HandOverForm
    ),
]


class MembershipInline(HouseInline):
    model = Membership
    fields = readonly_fields = ("person", "role", "title", "since", "ended_at")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("person")


class NewRowsInline(HouseInline):
    """Rows are added, never altered: what is dated stays as it was noted."""

    extra = 1
    can_delete = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ObservationInline(NewRowsInline):
    model = Observation
    form = ObservationForm
    fields = ("fact", "value", "observed_on", "source")

    @admin.display(description=_("value"))
    def value(self, seen: Observation) -> str:
        return seen.stage_shown if seen.text else str(seen.number)


class AliasInline(NewRowsInline):
    model = Alias
    form = AliasForm


class CompanionInline(HouseInline):
    model = Companion
    form = CompanionForm
    fields = ("who", "email", "kind", "since", "until", "ends")
    readonly_fields = ("who", "since", "until")
    extra = 1
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Companion]:
        return super().get_queryset(request).select_related("person")

    @admin.display(description=_("person"))
    def who(self, beside: Companion) -> str:
        return str(beside.person) if beside.pk else "–"


@admin.register(Startup)
class StartupAdmin(MergePage, HouseAdmin):
    form = StaffStartupForm
    change_form_template = "admin/startups/startup.html"
    inlines = (MembershipInline, CompanionInline, ObservationInline, AliasInline)
    actions = DEEDS
    list_display = ("name", "kind", "sector", "region", "city", "stage", "trl", "members", "is_public", "is_resident")
    list_filter = ("kind", "sector", "region", "stage", "legal_form", "is_public", "is_resident", MergedFilter)
    search_fields = ("search_key",)
    search_help_text = _(
        "Present and former names, in any script and without accents; city, tags, ICE, register number."
    )
    fieldsets = (
        *(
            (title, {"fields": names})
            for title, names in (WHO, (NUMBERS[0], ("legal_form", *NUMBERS[1])), WHERE, FOUNDERS)
        ),
        (_("Kept by the portal"), {"fields": ("slug", "is_public", "is_resident", "stage", "trl", "created_at")}),
    )
    readonly_fields = ("slug", "is_public", "stage", "trl", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Startup]:
        live = Count("memberships", filter=Q(memberships__ended_at=None))
        return super().get_queryset(request).annotate(live_members=live)

    @admin.display(description=_("members"), ordering="live_members")
    def members(self, startup: Any) -> int:
        return startup.live_members

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Startup], search_term: str
    ) -> tuple[QuerySet[Startup], bool]:
        return with_words(queryset, search_term), False

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        startup = Startup(pk=int(object_id)) if object_id.isdecimal() and len(object_id) < 19 else None
        others = visitors.note(startup, request.user) if startup and self.has_view_permission(request) else []
        return super().change_view(request, object_id, form_url, {"others": others, **(extra_context or {})})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A refusal that the form could not foresee (somebody was faster) is told, and nothing is kept."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Startup, form: forms.Form, change: bool) -> None:
        by: Any = request.user
        if change:
            profile.edit(obj.pk, values=form.cleaned_data, by=by)
        else:
            obj.__dict__.update(profile.register(values=form.cleaned_data, by=by).__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for row in formset.forms:
            if row.has_changed():
                formset.new_objects.append(WRITE[formset.model](form.instance, row, request.user))


def _observe(startup: Startup, row: Any, by: Any) -> Any:
    values = row.cleaned_data
    told = {name: values[name] for name in ("fact", "value", "observed_on")}
    return profile.observe(startup.pk, **told, source=values.get("source", ""), by=by)


def _accompany(startup: Startup, row: Any, by: Any) -> Any:
    if row.instance.pk:
        return profile.part(row.instance.pk, by=by)
    return profile.accompany(startup.pk, person=row.instance.person, kind=row.cleaned_data["kind"], by=by)


def _name(startup: Startup, row: Any, by: Any) -> Any:
    return profile.add_former_name(startup.pk, name=row.cleaned_data["name"], until=row.cleaned_data["until"], by=by)


#: Membership is not among them: its rows are read here, and changed by deeds.
WRITE = {Observation: _observe, Companion: _accompany, Alias: _name}

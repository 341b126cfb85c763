"""Plans, and milestones with their steps and bulk deeds. The board of a cohort stands higher (`incubator.reports`)."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet, TextField
from django.forms import Form, ModelForm, Textarea
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.desk import Deed, HouseAdmin
from incubator.fields import TidyTextField
from incubator.listing import cut, state_chip, state_of
from programs.applications.admin.deeds import Plan, split, wrong_state
from programs.cohorts.admin import CohortFilter
from programs.cohorts.models import Enrolment
from programs.cohorts.states import PRESENT
from programs.milestones.actions import handing_in, planning
from programs.milestones.drawn import VERBS
from programs.milestones.forms import MilestoneForm, MoveForm, ReturnForm, WaiveForm
from programs.milestones.models import Milestone, PlanTemplate, TemplateMilestone
from programs.milestones.queries import files_of
from programs.milestones.states import MILESTONE
from programs.partners.models import Programme
from programs.partners.steps import TIDY, Step, StepsAdmin, TidyInline
from startups.queries import with_words

#: A few lines are asked: three languages stand beside each other.
LOW = TIDY | {
    TextField: {"form_class": TidyTextField, "widget": Textarea(attrs={"rows": 3, "cols": 28, "dir": "auto"})}
}


class ItemInline(TidyInline):
    model = TemplateMilestone
    template = "admin/edit_inline/stacked.html"
    formfield_overrides = LOW
    fields = (
        ("position", "days_after", "wants_evidence"),
        ("title_fr", "title_en", "title_ar"),
        ("asked_fr", "asked_en", "asked_ar"),
    )
    extra = 1


@admin.register(PlanTemplate)
class PlanTemplateAdmin(HouseAdmin):
    """What is changed here holds for the next laying out; milestones that startups have keep their words and days."""

    formfield_overrides = TIDY
    list_display = ("name_fr", "programme", "counted_from")
    list_filter = ("programme",)
    list_select_related = ("programme",)
    search_fields = ("name_fr", "name_en", "name_ar")
    fields = ("programme", "counted_from", "name_fr", "name_en", "name_ar")
    inlines = (ItemInline,)

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "programme":
            kwargs["queryset"] = Programme.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


class LateFilter(admin.SimpleListFilter):
    title, parameter_name = _("late"), "late"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Late"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Milestone]) -> QuerySet[Milestone]:
        return rows.late() if self.value() == "yes" else rows  # type: ignore[attr-defined]


def _step(verb: str, label: Any, told: Any, form: type[Form] = Form) -> Step:
    def may(milestone: Milestone) -> bool:
        is_going = not milestone.is_over or verb == "validate"
        return is_going and MILESTONE.allows(verb, milestone.state)

    act = getattr(handing_in, verb)
    return Step(verb, label, act, may=may, told=told, form=form, is_main=verb == "validate")


def _allows(verb: str) -> Plan:
    return split(lambda one, _user: "" if MILESTONE.allows(verb, one.state) else wrong_state(one))


NOTHING_TO_SAVE = ("show_save", "show_save_and_continue", "show_save_and_add_another", "show_close")
_READ = _("The team reads your reason as written.")


@admin.register(Milestone)
class MilestoneAdmin(StepsAdmin):
    """A row is read and answered by steps; only a milestone that staff add is typed."""

    form = MilestoneForm
    formfield_overrides = LOW
    list_display = ("title", "startup", "cohort", "due_on", "standing", "handed_in")
    list_filter = ("state", LateFilter, ("enrolment__cohort", CohortFilter), "enrolment__cohort__programme")
    list_select_related = ("enrolment__startup", "enrolment__cohort__programme")
    search_fields = ("enrolment__startup__search_key",)
    search_help_text = _("Present and former names of the startup, in any script and without accents.")
    ordering = ("due_on", "position", "pk")
    change_form_template = "admin/programs/milestone.html"
    verbs = VERBS
    steps = [
        _step("validate", _("Validate"), _("The team is told that it is reached.")),
        _step("return_", _("Return"), _("The team is asked to hand it in again."), ReturnForm),
        _step("waive", _("Waive"), _READ, WaiveForm),
        Step(
            "move_date",
            _("Move the day"),
            planning.move_date,
            may=lambda one: one.is_open and not one.is_over,
            told=_READ,
            form=MoveForm,
        ),
    ]
    actions = [
        Deed(name="validate", label=_("Validate"), plan=_allows("validate"), act=handing_in.validate),
        Deed(name="return_", label=_("Return"), plan=_allows("return_"), act=handing_in.return_, form=ReturnForm),
        Deed(name="waive", label=_("Waive"), plan=_allows("waive"), act=handing_in.waive, form=WaiveForm),
    ]
    fieldsets = (
        (None, {"fields": ("startup", "cohort", ("standing", "due_on"), "title", "asked", "wants_evidence")}),
        (_("Handed in"), {"fields": ("evidence", "handed_in")}),
        (_("What was answered"), {"fields": (("settled_at", "settled_by"), "reason", "times_returned")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Milestone | None = None) -> Any:
        return self.fieldsets if obj else ((None, {"fields": MilestoneForm.Meta.fields}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Milestone | None = None) -> tuple[str, ...]:
        return tuple(flatten_fieldsets(self.fieldsets)) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Milestone]:
        return super().get_queryset(request).with_card().select_related("settled_by", "submitted_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Milestone], search_term: str
    ) -> tuple[QuerySet[Milestone], bool]:
        return with_words(queryset, search_term, "enrolment__startup__search_key"), False

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "enrolment":
            kwargs["queryset"] = Enrolment.objects.filter(state__in=PRESENT).with_card().order_by("startup__sort_key")
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Milestone, form: ModelForm, change: bool) -> None:
        if change:
            return
        values = dict(form.cleaned_data)
        made = planning.add(values.pop("enrolment").pk, by=request.user, **values)
        obj.pk, obj.uid, obj.due_on = made.pk, made.uid, made.due_on

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        nothing_to_save = dict.fromkeys(NOTHING_TO_SAVE, False)
        return super().change_view(request, object_id, form_url, {**nothing_to_save, **(extra_context or {})})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def beside(self, thing: Milestone) -> dict[str, Any]:
        return {"files": files_of(thing)}

    @admin.display(description=_("title"), ordering="due_on")
    def title(self, one: Milestone) -> str:
        return cut(one.title)

    @admin.display(description=_("what is asked"))
    def asked(self, one: Milestone) -> str:
        return one.asked or "–"

    @admin.display(description=_("startup"), ordering="enrolment__startup__sort_key")
    def startup(self, one: Milestone) -> str:
        return cut(one.enrolment.startup.name)

    @admin.display(description=_("cohort"))
    def cohort(self, one: Milestone) -> str:
        return str(one.enrolment.cohort)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, one: Milestone) -> SafeString:
        return state_chip(_("late"), "late") if one.is_late else state_of(one)

    @admin.display(description=_("handed in"), ordering="submitted_at")
    def handed_in(self, one: Milestone) -> str:
        return spoken.brief_moment(one.submitted_at) if one.submitted_at else "–"

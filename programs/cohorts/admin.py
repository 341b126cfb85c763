"""Participations: who is in which cohort, and the steps by which a startup pauses, goes on, or leaves."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator.fields import TidyTextField
from incubator.listing import state_of
from programs.cohorts import actions
from programs.cohorts.models import Enrolment
from programs.cohorts.states import ENROLMENT
from programs.decisions.queries import places_in, reserve_of
from programs.partners.models import Cohort
from programs.partners.steps import Step, StepsAdmin
from startups.queries import with_words
from startups.states import LegalForm, Sector


class ReasonForm(forms.Form):
    reason = TidyTextField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Goes into the letter: the founder reads it as written."),
    )


class CohortFilter(admin.RelatedFieldListFilter):
    """The name of a cohort begins with its programme: both come in one query."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[int, str]]:
        return [(cohort.pk, str(cohort)) for cohort in Cohort.objects.visible_to(request.user).with_card()]


def _step(verb: str, label: Any, told: Any, form: type[forms.Form] = ReasonForm) -> Step:
    act = getattr(actions, verb)
    return Step(verb, label, act, may=lambda place: ENROLMENT.allows(verb, place.state), told=told, form=form)


_FREED = _("The place is free at once, and the first of the reserve list is proposed. This cannot be undone here.")


class EnrolmentAdmin(StepsAdmin):
    """Nothing is typed here: a participation begins with the founder's yes and moves by steps.

    Registered by programs.graduation, which adds the step that ends it well.
    """

    staff_may = frozenset({"view", "change"})
    list_display = ("startup", "cohort", "standing", "enrolled_at", "ended_on")
    list_filter = ("state", ("cohort", CohortFilter), "cohort__programme")
    list_select_related = ("startup", "cohort__programme")
    search_fields = ("startup__search_key",)
    search_help_text = _(
        "Present and former names, in any script and without accents; city, tags, ICE, register number."
    )
    ordering = ("-enrolled_at",)
    change_form_template = "admin/programs/enrolment.html"
    steps = [
        _step("pause", _("Pause"), _("The startup keeps its place; it takes part again when you resume it.")),
        _step("resume", _("Take part again"), _("The startup takes part again from today."), forms.Form),
        _step("leave", _("The startup leaves"), _FREED),
        _step("exclude", _("Exclude the startup"), _FREED),
    ]
    verbs = {"enrol": _("Place confirmed")}
    fieldsets = (
        (None, {"fields": ("cohort", "startup", "standing", ("enrolled_at", "seated_by"), "ended_on")}),
        (
            _("At entry"),
            {
                "fields": (
                    ("fte_at_entry", "revenue_at_entry"),
                    ("stage_at_entry", "trl_at_entry"),
                    ("sector", "legal_form"),
                    ("founders_at_entry", "women_at_entry", "young_at_entry"),
                )
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Enrolment | None = None) -> tuple[str, ...]:
        return tuple(flatten_fieldsets(self.get_fieldsets(request, obj)))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        return super().get_queryset(request).select_related("startup", "cohort__programme", "enrolled_by")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Enrolment], search_term: str
    ) -> tuple[QuerySet[Enrolment], bool]:
        return with_words(queryset, search_term, "startup__search_key"), False

    @admin.display(description=_("by"))
    def seated_by(self, place: Enrolment) -> str:
        return str(place.enrolled_by or "–")

    @admin.display(description=_("sector"))
    def sector(self, place: Enrolment) -> str:
        return str(Sector(place.sector_at_entry).label) if place.sector_at_entry in Sector.values else "–"

    @admin.display(description=_("legal form"))
    def legal_form(self, place: Enrolment) -> str:
        known = place.legal_form_at_entry in LegalForm.values
        return str(LegalForm(place.legal_form_at_entry).label) if known else "–"

    @admin.display(description=_("state"), ordering="state")
    def standing(self, place: Enrolment) -> SafeString:
        return state_of(place)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        nothing_to_save = {"show_save": False, "show_save_and_continue": False, "show_close": False}
        return super().change_view(request, object_id, form_url, {**nothing_to_save, **(extra_context or {})})

    def beside(self, thing: Enrolment) -> dict[str, Any]:
        """The places of its cohort and, when one is free, who is first in line."""
        room = places_in(thing.cohort)
        return {"room": room, "first": reserve_of(thing.cohort).first() if room.free and room.waiting else None}

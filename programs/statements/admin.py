"""Periods and statements at the desk: opened, verified, sent back with a reason, frozen. No figure is typed for a startup."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator.listing import state_chip, state_of
from programs.partners.steps import TIDY, Step, StepsAdmin
from programs.statements import actions
from programs.statements.forms import PeriodForm, ReasonForm
from programs.statements.measures import MEASURES
from programs.statements.models import Period, Statement
from programs.statements.queries import declared, files_of, last_declared
from programs.statements.states import PERIOD, STATEMENT, PeriodState
from startups.queries import with_words


def _period_step(verb: str, label: Any, told: Any, act: Any) -> Step:
    return Step(verb, label, act, may=lambda one: PERIOD.allows(verb, one.state), told=told, form=forms.Form)


@admin.register(Period)
class PeriodAdmin(StepsAdmin):
    form = PeriodForm
    formfield_overrides = TIDY
    list_display = ("title_fr", "cohort", "first_day", "last_day", "due_on", "progress", "declared")
    list_filter = ("state", "cohort__programme")
    list_select_related = ("cohort__programme",)
    search_fields = ("title_fr", "title_en", "title_ar")
    fields = ("cohort", ("title_fr", "title_en", "title_ar"), ("first_day", "last_day"), "due_on", "progress")
    readonly_fields = ("progress",)
    verbs = {"include": _("Statement added")}
    steps = [
        _period_step(
            "open", _("Open"), _("Each startup of the cohort is asked for its statement, by mail."), actions.open_period
        ),
        _period_step("freeze", _("Freeze"), _("Figures of this period no longer change."), actions.freeze),
    ]

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "cohort":
            kwargs["queryset"] = field.related_model.objects.select_related("programme")
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Period]:
        counted = Count("statements", filter=Q(statements__in=Statement.objects.reported()))
        return super().get_queryset(request).annotate(asked=Count("statements"), given=counted)

    def get_readonly_fields(self, request: HttpRequest, obj: Period | None = None) -> tuple[str, ...]:
        """Once it is open, what was asked stands."""
        is_open = obj is not None and obj.state != PeriodState.PLANNED
        return ("cohort", "first_day", "last_day", "progress") if is_open else ("progress",)

    @admin.display(description=_("state"), ordering="state")
    def progress(self, row: Period) -> SafeString | str:
        return state_of(row) if row.pk else "–"

    @admin.display(description=_("declared"))
    def declared(self, row: Any) -> str:
        return f"{row.given}/{row.asked}"


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = _("standing"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("submitted", _("to verify")),
            ("waiting", _("still to be declared")),
            ("late", _("late")),
            ("to_call", _("to call")),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return getattr(rows, self.value())() if self.value() in {"submitted", "waiting", "late", "to_call"} else rows


def _step(verb: str, label: Any, told: Any, form: type[forms.Form] = forms.Form, *, is_main: bool = False) -> Step:
    def may(one: Statement) -> bool:
        return STATEMENT.allows(verb, one.state) and one.period.state == PeriodState.OPEN

    return Step(verb, label, getattr(actions, verb), may=may, told=told, form=form, is_main=is_main)


@admin.register(Statement)
class StatementAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("startup", "period", "progress", "due", "submitted_at")
    list_filter = (StandingFilter, "state", "period")
    list_select_related = ("startup", "period__cohort")
    search_fields = ("startup__search_key",)
    fields = readonly_fields = (
        "startup",
        "period",
        "progress",
        "submitted_at",
        "submitted_by",
        "currency",
        "rate",
        "rate_on",
        "comment",
        "reason",
    )
    change_form_template = "admin/programs/statement/change_form.html"
    steps = [
        _step("verify", _("Verify"), _("Its figures become dated facts of the startup's file."), is_main=True),
        _step("return_", _("Send back"), _("The startup reads the reason and completes its statement."), ReasonForm),
        _step("reopen", _("Open again"), _("It was verified and proved wrong: the startup completes it."), ReasonForm),
    ]
    verbs = {
        "submit": _("Declared"),
        "include": _("Statement added"),
        "attach": _("File added"),
        "detach": _("File removed"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Statement]:
        return super().get_queryset(request).select_related("startup", "period__cohort__programme", "submitted_by")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return with_words(queryset, search_term, "startup__search_key"), False

    def beside(self, thing: Statement) -> dict[str, Any]:
        values, last, files = declared(thing), last_declared(thing), files_of(thing)
        rows = [(one, values.get(one.code), last.get(one.code), files.get(one.code, ())) for one in MEASURES]
        return {"figures": rows}

    @admin.display(description=_("state"), ordering="state")
    def progress(self, row: Statement) -> SafeString:
        return state_chip(row.get_state_display(), "late" if row.is_late else row.state)

    @admin.display(description=_("to be declared by"), ordering="period__due_on")
    def due(self, row: Statement) -> Any:
        return row.period.due_on

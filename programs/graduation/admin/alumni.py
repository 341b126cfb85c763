"""Former startups: who is asked when, who has not answered, and what staff were told by telephone."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import flatten
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator.listing import state_chip
from programs.cohorts.admin import CohortFilter
from programs.graduation.actions import following
from programs.graduation.actions.following import Told
from programs.graduation.forms import KnownForm
from programs.graduation.models import FollowUp
from programs.graduation.states import MONTHS
from programs.partners.steps import Step, StepsAdmin
from startups.queries import with_words


class WaitsFilter(admin.SimpleListFilter):
    title, parameter_name = _("waits for"), "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("due", _("an answer")), ("silent", _("a call: no answer to three letters"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return getattr(rows, self.value())() if self.value() in {"due", "silent"} else rows


class MonthsFilter(admin.SimpleListFilter):
    title, parameter_name = _("months after the end"), "months"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(months), str(months)) for months in MONTHS]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.at(int(self.value())) if self.value() in {str(months) for months in MONTHS} else rows


def _note(pk: Any, *, by: Any, source: str, **told: Any) -> FollowUp:
    return following.answer(pk, Told(**told), by=by, source=source)


@admin.register(FollowUp)
class FollowUpAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("startup", "cohort", "months", "due_on", "standing", "source")
    list_filter = (WaitsFilter, MonthsFilter, "answer", ("enrolment__cohort", CohortFilter))
    search_fields = ("enrolment__startup__search_key",)
    search_help_text = _("Present and former names of the startup, in any script and without accents.")
    ordering = ("due_on", "enrolment", "pk")
    change_form_template = "admin/programs/graduation/follow_up.html"
    fields = (
        "startup",
        "cohort",
        ("months", "due_on"),
        "standing",
        "staff_count",
        "note",
        ("source", "answered_at", "by"),
    )
    readonly_fields = tuple(flatten(fields))
    steps = [
        Step(
            "answer",
            _("Note an answer"),
            _note,
            told=_("What you know, and how. A startup that has ended is not asked again."),
            form=KnownForm,
            is_main=True,
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[FollowUp]:
        return super().get_queryset(request).with_card().select_related("by")  # type: ignore[attr-defined]

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return with_words(queryset, search_term, "enrolment__startup__search_key"), False

    @admin.display(description=_("startup"), ordering="enrolment__startup__sort_key")
    def startup(self, one: FollowUp) -> str:
        return one.enrolment.startup.name

    @admin.display(description=_("cohort"))
    def cohort(self, one: FollowUp) -> str:
        return str(one.enrolment.cohort)

    @admin.display(description=_("answer"), ordering="answer")
    def standing(self, one: FollowUp) -> SafeString:
        if one.is_due:
            return state_chip(_("is asked"), "late")
        return state_chip(one.get_answer_display() if one.answered_at else _("not yet due"), one.answer)

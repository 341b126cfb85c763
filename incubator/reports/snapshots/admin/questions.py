"""What readers of partners ask, and what staff answer."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from incubator.listing import state_chip
from incubator.reports.snapshots.actions import questions
from incubator.reports.snapshots.forms import AnswerForm
from incubator.reports.snapshots.models import Question
from incubator.reports.snapshots.said import label_of
from programs.partners.steps import Step, StepsAdmin


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("standing"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", pgettext_lazy("question", "to answer")), ("answered", pgettext_lazy("question", "answered"))]

    def queryset(self, request: HttpRequest, rows: Any) -> QuerySet[Question]:
        return {"open": rows.open, "answered": lambda: rows.exclude(answered_at=None)}.get(
            self.value() or "", rows.all
        )()


@admin.register(Question)
class QuestionAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("words", "report", "figure", "asked_at", "standing")
    list_filter = (StandingFilter,)
    search_fields = ("text", "answer")
    fields = readonly_fields = (
        "report",
        "figure",
        "text",
        "asked_by",
        "asked_at",
        "answer",
        "answered_by",
        "answered_at",
    )
    steps = [
        Step(
            "answer",
            pgettext_lazy("question", "Answer"),
            questions.answer,
            may=lambda one: one.answered_at is None,
            told=gettext_lazy("Whoever asked gets the answer by mail."),
            form=AnswerForm,
            is_main=True,
        )
    ]
    verbs = {"ask": pgettext_lazy("question", "Asked")}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        rows = super().get_queryset(request).select_related("report__convention", "asked_by", "answered_by")
        return rows.defer("report__payload")

    @admin.display(description=gettext_lazy("question"), ordering="text")
    def words(self, one: Question) -> str:
        return str(one)

    @admin.display(description=gettext_lazy("figure"))
    def figure(self, one: Question) -> str:
        return f"{one.code} · {label_of(one.code)}" if one.code else _("the whole report")

    @admin.display(description=gettext_lazy("state"), ordering="answered_at")
    def standing(self, one: Question) -> SafeString:
        if one.answered_at:
            return state_chip(pgettext("question", "answered"), "answered")
        return state_chip(pgettext("question", "to answer"), "pending")

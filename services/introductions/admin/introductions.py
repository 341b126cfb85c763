"""Introductions at the desk: who waits for what, which partner fits, and what became of it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.listing import SearchByKey, state_of
from programs.partners.steps import Step, StepsAdmin
from services.introductions import actions, queries, suggesting
from services.introductions.actions import Told
from services.introductions.actions.moving import open_approach
from services.introductions.admin.export import IntroductionExport
from services.introductions.admin.forms import CloseForm, NoForm, OfferForm, ReportForm
from services.introductions.models import Approach, Introduction
from services.introductions.states import DONE, INTRODUCTION
from services.introductions.states import IntroductionState as S


class WaitsFilter(admin.SimpleListFilter):
    title, parameter_name = _("waits for"), "waits"
    rows = {"to_match": queries.to_match, "silent": queries.silent, "unfollowed": queries.follow_up_missing}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("to_match", _("a partner")),
            ("silent", _("an answer, for a week")),
            ("unfollowed", _("an answer to a follow-up")),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        chosen = self.rows.get(self.value() or "")
        return chosen(rows, timezone.now()) if chosen else rows


def _partner_agree(pk: Any, *, by: Any) -> Introduction:
    return actions.partner_agree(_approach(pk).pk, by=by)


def _partner_decline(pk: Any, *, by: Any, reason: str) -> Introduction:
    return actions.partner_decline(_approach(pk).pk, by=by, reason=reason)


def _approach(pk: Any) -> Approach:
    return open_approach(Introduction.objects.get(pk=pk))


def _report(pk: Any, *, by: Any, side: str, answer: str, **signed: Any) -> Introduction:
    return actions.report(pk, Told(answer, **signed), side=side, by=by).introduction


STEPS = [
    Step(
        "offer",
        _("Ask a partner"),
        actions.offer,
        may=lambda row: row.state == S.REQUESTED,
        told=_("A letter asks it, without the startup's name; it counts for its month, whatever it answers."),
        form=OfferForm,
        form_knows=True,
        is_main=True,
    ),
    Step(
        "partner_agree",
        _("The partner said yes"),
        _partner_agree,
        may=lambda row: row.state == S.OFFERED,
        told=_("It told you itself, by telephone or in person."),
    ),
    Step(
        "partner_decline",
        _("The partner said no"),
        _partner_decline,
        may=lambda row: row.state == S.OFFERED,
        told=_("You can then ask another, unless the startup wanted this very one."),
        form=NoForm,
    ),
    Step(
        "close",
        _("End without an introduction"),
        actions.close,
        may=lambda row: INTRODUCTION.allows("decline", row.state),
        told=_("The startup reads why, and has its credits back."),
        form=CloseForm,
    ),
    Step(
        "report",
        _("Note what became of it"),
        _report,
        may=lambda row: row.state in DONE,
        form=ReportForm,
    ),
]


@admin.register(Introduction)
class IntroductionAdmin(IntroductionExport, SearchByKey, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    steps = STEPS
    list_display = ("startup", "sought", "standing", "partner", "asked_on")
    list_filter = (WaitsFilter, "state", "kind", "service")
    list_select_related = ("startup", "service", "target__organisation", "officer")
    search_fields = ("startup__search",)
    ordering = ("-asked_at", "pk")
    change_list_template = "admin/services/introduction/change_list.html"
    change_form_template = "admin/services/introduction/change_form.html"
    fields = readonly_fields = (
        "startup", "service", "asked_by", "kind", "named", "why", "summary", "state", "moved_at", "target", "officer",
        "asked_at", "made_at", "reason",
    )  # fmt: skip
    verbs = {
        "ask": _("Introduction asked for"),
        "agree": _("The partner said yes"),
        "look_further": _("Back to the desk"),
        "make": _("Introduced"),
        "accept": _("Introduced"),
        "refuse": _("The startup said no"),
        "decline": _("It came to nothing"),
        "lapse": _("Without an answer"),
        "withdraw": _("Withdrawn by the startup"),
        "follow_up": _("What became of it"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("startup", "service", "target__organisation", "officer")

    @admin.display(description=_("state"), ordering="state")
    def standing(self, row: Introduction) -> SafeString:
        return state_of(row)

    @admin.display(description=_("whom she wants to meet"), ordering="kind")
    def sought(self, row: Introduction) -> str:
        kind = row.get_kind_display()
        return f"{kind} – {row.named}" if row.named else kind

    @admin.display(description=_("Asked"), ordering="asked_at")
    def asked_on(self, row: Introduction) -> str:
        return spoken.day(row.asked_at)

    @admin.display(description=_("partner"))
    def partner(self, row: Introduction) -> str:
        return str(row.target or "–")

    def beside(self, row: Introduction) -> dict[str, Any]:
        is_new = row.state == S.REQUESTED
        return {
            "suggestions": suggesting.suggestions(row)[:8] if is_new else [],
            "approaches": row.approaches.select_related("target__organisation"),
            "follow_ups": row.follow_ups.all(),
        }

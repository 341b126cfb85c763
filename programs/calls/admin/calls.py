"""The staff's page of a call: texts, dates, questions and answers, and the steps of its life."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignKey, Q, QuerySet
from django.forms import Field
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator import spoken
from incubator.words import LANGUAGES
from programs.calls import actions
from programs.calls.checks import TO_CHECK, lacking
from programs.calls.desk_forms import CallForm, CheckOffForm, MoveClosingForm, NewEditionForm, PutInForceForm
from programs.calls.models import Call, ClosingChange, Form, QuestionAndAnswer
from programs.calls.states import CALL, CallState, ChangeState, Phase
from programs.partners.models import Cohort
from programs.partners.steps import Change, Step, StepsAdmin, TidyInline

TEXTS = ("title", "summary", "purpose", "who", "documents")
#: Settled once the call is public; only steps change them.
FIXED = ("slug", "cohort", "form", "opens_at", "closes_at")


class PhaseFilter(admin.SimpleListFilter):
    title = gettext_lazy("phase")
    parameter_name = "phase"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Phase.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet[Call]) -> QuerySet[Call]:
        now = timezone.now()
        wanted = {
            Phase.SCHEDULED: Q(opens_at__gt=now),
            Phase.OPEN: Q(opens_at__lte=now, closes_at__gt=now),
            Phase.CLOSED: Q(closes_at__lte=now),
        }.get(self.value() or "")  # type: ignore[call-overload]
        return rows.filter(wanted, state=CallState.PUBLISHED) if wanted else rows


class UncheckedFilter(admin.SimpleListFilter):
    title = gettext_lazy("list to check")
    parameter_name = "unchecked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("not finished"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Call]) -> QuerySet[Call]:
        return rows.filter(state=CallState.DRAFT).exclude(to_check=[]) if self.value() == "yes" else rows


class FaqInline(TidyInline):
    model = QuestionAndAnswer
    fields = ("position", "question_fr", "answer_fr", "question_en", "answer_en", "question_ar", "answer_ar")
    template = "admin/edit_inline/stacked.html"
    classes = ("collapse",)


def _allows(verb: str) -> Any:
    return lambda call: CALL.allows(verb, call.state)


def _check_off(pk: int, *, by: Any, items: list[str]) -> Call:
    call = Call.objects.get(pk=pk)
    for item in items:
        call = actions.check_off(pk, item=item, by=by)
    return call


def _new_edition(pk: int, *, by: Any, **values: Any) -> Call:
    return actions.new_edition(pk, by=by, **values)


def _told(value: Any) -> str:
    if not value:
        return "–"
    return spoken.moment(value) if isinstance(value, datetime) else spoken.weekday(value)


def edition_preview(call: Call, values: dict[str, Any]) -> list[Change]:
    dates = actions.moved_dates(call, values["opens_on"])
    return [
        (call._meta.get_field(name).verbose_name, _told(getattr(call, name)), _told(new)) for name, new in dates.items()
    ]  # type: ignore[union-attr]


def closing_preview(call: Call, values: dict[str, Any]) -> list[Change]:
    effect = _("applies at once") if values["closes_at"] > call.closes_at else _("waits for a second person")
    return [(_("Closing"), _told(call.closes_at), f"{_told(values['closes_at'])} ({effect})")]


STEPS = [
    Step(
        "publish",
        gettext_lazy("Publish"),
        actions.publish,
        may=_allows("publish"),
        told=gettext_lazy(
            "The call appears on the public pages at once, its questions are frozen, its instants are settled."
        ),
        is_main=True,
    ),
    Step(
        "check_off",
        gettext_lazy("Tick off what is looked over"),
        _check_off,
        may=lambda call: bool(call.to_check),
        form=CheckOffForm,
        form_knows=True,
    ),
    Step(
        "move_closing",
        gettext_lazy("Move the closing"),
        actions.move_closing,
        may=lambda call: call.state == CallState.PUBLISHED,
        form=MoveClosingForm,
        preview=closing_preview,
        leads_to=lambda change: change.call,
    ),
    Step(
        "correct_form",
        gettext_lazy("Correct the form"),
        actions.correct_form,
        may=lambda call: bool(call.form and call.form.frozen_at) and call.state != CallState.ARCHIVED,
        told=gettext_lazy(
            "A new version of the form opens. The call keeps the present one until you put the new one in force."
        ),
        leads_to=lambda form: form,
    ),
    Step(
        "put_in_force",
        gettext_lazy("Put a corrected form in force"),
        actions.put_in_force,
        may=lambda call: bool(call.form and call.form.frozen_at) and call.state != CallState.ARCHIVED,
        told=gettext_lazy(
            "Drafts are carried over; answers to removed questions stay readable. What was sent keeps its version."
        ),
        form=PutInForceForm,
        form_knows=True,
    ),
    Step(
        "new_edition",
        gettext_lazy("New edition from this call"),
        _new_edition,
        told=gettext_lazy(
            "Texts, form, rules, questions and answers are copied to a draft for a new cohort; dates move to working days."
        ),
        form=NewEditionForm,
        preview=edition_preview,
    ),
    Step(
        "unpublish",
        gettext_lazy("Take back to draft"),
        actions.unpublish,
        may=_allows("unpublish"),
        told=gettext_lazy("Possible while nobody has begun an application."),
    ),
    Step(
        "archive",
        gettext_lazy("Archive"),
        actions.archive,
        may=_allows("archive"),
        told=gettext_lazy("The call leaves the public pages."),
    ),
]


@admin.register(Call)
class CallAdmin(StepsAdmin):
    form = CallForm
    change_form_template = "admin/programs/call/change_form.html"
    list_display = (
        "title_fr",
        "cohort",
        "state",
        "phase_now",
        "opens_at",
        "closes_at",
        "places",
        "files",
        "left_to_check",
    )
    list_filter = ("state", PhaseFilter, UncheckedFilter, "cohort__programme")
    list_select_related = ("cohort__programme",)
    search_fields = ("title_fr", "title_en", "title_ar", "slug", "cohort__code")
    ordering = ("-closes_at",)
    prepopulated_fields = {"slug": ("title_fr",)}
    inlines = (FaqInline,)
    steps = STEPS
    verbs = {
        "propose_closing": gettext_lazy("Earlier closing proposed"),
        "apply_closing": gettext_lazy("Earlier closing agreed to"),
        "refuse_closing": gettext_lazy("Earlier closing refused"),
    }
    fieldsets = (
        (None, {"fields": ("slug", "cohort", "form", "state")}),
        (
            gettext_lazy("Dates"),
            {"fields": ("opens_at", "closes_at", "grace_minutes", "results_on", "interviews_on", "starts_on")},
        ),
        (gettext_lazy("Rules"), {"fields": ("places", "kinds", "confirm_days", "minutes_needed", "quota_mb")}),
        ("Français", {"fields": tuple(f"{name}_fr" for name in TEXTS)}),
        ("English", {"fields": tuple(f"{name}_en" for name in TEXTS)}),
        ("العربية", {"fields": tuple(f"{name}_ar" for name in TEXTS)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Call | None = None) -> tuple[str, ...]:
        return ("state", *FIXED) if obj and obj.state != CallState.DRAFT else ("state",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Call | None = None) -> dict[str, Any]:
        return {} if obj else dict(self.prepopulated_fields)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Call]:
        rows = super().get_queryset(request).select_related("cohort__programme", "form")
        return rows.annotate(sent=Count("applications", filter=~Q(applications__state__in=["draft", "lapsed"])))

    def formfield_for_foreignkey(self, field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Field | None:
        choices = {
            "cohort": Cohort.objects.visible_to(request.user).with_card(),
            "form": Form.objects.visible_to(request.user),
        }
        if field.name in choices:
            kwargs["queryset"] = choices[field.name]
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def beside(self, call: Call) -> dict[str, Any]:
        is_draft = call.state == CallState.DRAFT
        return {
            "gaps": lacking(call) if is_draft else [],
            "unchecked": [TO_CHECK[item] for item in call.to_check if item in TO_CHECK],
            "waiting": call.closing_changes.filter(state=ChangeState.PROPOSED).select_related("proposed_by").first(),
            "seen_in": LANGUAGES,
        }

    @admin.display(description=gettext_lazy("phase"))
    def phase_now(self, call: Call) -> str:
        return str(call.phase().label) if call.state == CallState.PUBLISHED else "–"

    @admin.display(description=gettext_lazy("files sent"))
    def files(self, call: Any) -> int:
        return call.sent

    @admin.display(description=gettext_lazy("to check"))
    def left_to_check(self, call: Call) -> str:
        return str(len(call.to_check)) if call.to_check else "–"


@admin.register(ClosingChange)
class ClosingChangeAdmin(StepsAdmin):
    """The second person's desk: an earlier closing is agreed to or refused here."""

    staff_may = frozenset({"view", "change"})
    list_display = ("call", "was", "closes_at", "state", "proposed_by", "proposed_at", "answered_by")
    list_filter = ("state",)
    list_select_related = ("call", "proposed_by", "answered_by")
    ordering = ("-proposed_at",)
    fields = readonly_fields = (
        "call",
        "was",
        "closes_at",
        "reason",
        "state",
        "proposed_by",
        "proposed_at",
        "answered_by",
        "answered_at",
    )
    steps = [
        Step(
            "apply",
            gettext_lazy("Agree: close earlier"),
            actions.apply_closing,
            may=lambda change: change.state == ChangeState.PROPOSED,
            told=gettext_lazy("The call closes earlier for everybody; whoever has a draft is told at once."),
            is_main=True,
        ),
        Step(
            "refuse",
            gettext_lazy("Refuse"),
            actions.refuse_closing,
            may=lambda change: change.state == ChangeState.PROPOSED,
            told=gettext_lazy("The closing stays where it is."),
        ),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Proposed on the page of its call."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ClosingChange]:
        return super().get_queryset(request).select_related("call", "proposed_by")

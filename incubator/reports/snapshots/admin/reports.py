"""Reports at the desk: asked for, looked at, commented, released, corrected. No figure is typed."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from events.agenda.admin.refusing import Refusing
from incubator import spoken
from incubator.listing import state_chip
from incubator.outbox.rehearsal import rehearse
from incubator.reports.snapshots import preview
from incubator.reports.snapshots.actions import making, reviewing
from incubator.reports.snapshots.admin.live import LiveFigures
from incubator.reports.snapshots.differences import differences
from incubator.reports.snapshots.forms import AskForm, CorrectForm, ReasonForm
from incubator.reports.snapshots.models import Report
from incubator.reports.snapshots.shapes import Snapshot
from incubator.reports.snapshots.states import PUBLIC_STATES, REPORT, ReportState
from programs.partners.steps import Foreseen, Step, StepsAdmin

ASKED = ("convention", "cohort", "first_day", "last_day")
TOLD = ("convention", "cohort", "period", "standing", "version", "asked_at", "asked_by", "drawn_at", "published_at")
COMMENTS = ("comment_fr", "comment_en", "comment_ar")


def _may(verb: str) -> Any:
    return lambda report: REPORT.allows(verb, report.state)


def _foresee(report: Report, values: dict[str, Any], user: Any) -> Foreseen:
    """The letters as they would leave, and what is worth a second look."""
    _done, letters = rehearse(lambda: reviewing.publish(report.pk, by=user), lambda done: None)
    rows = preview.of_snapshot(Snapshot.read(report.payload or {}).numbers)
    warnings = [] if letters.count else [_("Nobody reads for this partner today: no letter will leave.")]
    thin = [row.label for row in rows if row.is_thin]
    if thin:
        warnings.append(_("Less than half of the startups reported: %(names)s") % {"names": ", ".join(thin)})
    if not report.comment_fr:
        warnings.append(_("There is no comment yet."))
    changed = preview.changes(_differences(report))
    return Foreseen([(one.label, one.was, one.now) for one in changed], warnings, letters)


def _differences(report: Report) -> Any:
    if not (report.replaces and report.is_drawn and report.payload and report.replaces.payload):
        return []
    old, new = Snapshot.read(report.replaces.payload), Snapshot.read(report.payload)
    return differences(old, new, shows_all=True)


STEPS = [
    Step(
        "review",
        gettext_lazy("Reviewed"),
        reviewing.review,
        may=_may("review"),
        told=gettext_lazy("The figures have been looked at; the report can be published."),
        is_main=True,
    ),
    Step(
        "publish",
        pgettext_lazy("report", "Publish"),
        reviewing.publish,
        may=_may("publish"),
        told=gettext_lazy("Readers of the partner see it and get a letter. Its figures never change again."),
        foresee=_foresee,
        is_main=True,
    ),
    Step(
        "send_back",
        gettext_lazy("Back to draft"),
        reviewing.send_back,
        may=_may("send_back"),
        told=gettext_lazy("Whoever prepares it reads the reason in the history."),
        form=ReasonForm,
    ),
    Step(
        "again",
        gettext_lazy("Draw the figures again"),
        making.again,
        may=_may("again"),
        told=gettext_lazy("All figures are drawn from the data as they are now; comments stay."),
    ),
    Step(
        "correct",
        gettext_lazy("Make a correction"),
        reviewing.correct,
        may=lambda report: REPORT.allows("supersede", report.state) and not hasattr(report, "replaced_by"),
        told=gettext_lazy(
            "A new version is made from the data as they are now. This one stands until that is published."
        ),
        form=CorrectForm,
    ),
    Step(
        "discard",
        gettext_lazy("Discard"),
        reviewing.discard,
        may=lambda report: report.state not in PUBLIC_STATES,
        told=gettext_lazy("Nobody outside has read it. It goes; the convention keeps a line of it."),
        form=ReasonForm,
        leads_to=lambda gone: gone.convention,
    ),
]


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("standing"), "standing"
    words = {"to_make": pgettext_lazy("report", "being made"), "failed": pgettext_lazy("report", "failed")}
    words |= {"to_review": gettext_lazy("to review"), "published": pgettext_lazy("report", "published")}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.words.items())

    def queryset(self, request: HttpRequest, rows: Any) -> QuerySet[Report]:
        return getattr(rows, str(self.value()))() if self.value() in self.words else rows


@admin.register(Report)
class ReportAdmin(LiveFigures, Refusing, StepsAdmin):
    form = AskForm
    key_in_url = "uuid"
    view_on_site = False
    list_display = ("title", "period", "version", "standing", "published")
    list_filter = (StandingFilter, "convention")
    search_fields = (
        "convention__title_fr",
        "convention__title_en",
        "convention__title_ar",
        "convention__partner__code",
    )
    change_form_template = "admin/reports/report.html"
    change_list_template = "admin/reports/report_list.html"
    steps = STEPS
    verbs = {
        "ask": pgettext_lazy("report", "Asked for"),
        "finish": gettext_lazy("Figures drawn"),
        "fail": gettext_lazy("Failed"),
        "comment": gettext_lazy("Comment written"),
        "supersede": gettext_lazy("Replaced by a new version"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows = super().get_queryset(request).with_card()
        return (
            rows if self._is_list(request) else rows.defer(None).select_related("asked_by", "replaces", "replaced_by")
        )

    def get_fieldsets(self, request: HttpRequest, obj: Report | None = None) -> Any:
        if obj is None:
            return ((None, {"fields": ASKED}),)
        return ((None, {"fields": TOLD}), (_("Comment"), {"fields": COMMENTS}))

    def get_readonly_fields(self, request: HttpRequest, obj: Report | None = None) -> tuple[str, ...]:
        if obj is None:
            return ()
        return (*TOLD, *COMMENTS) if obj.state in PUBLIC_STATES else TOLD

    def save_model(self, request: HttpRequest, obj: Report, form: ModelForm, change: bool) -> None:
        values = dict(form.cleaned_data)
        if change:
            reviewing.comment(obj.pk, by=request.user, **values)
            return
        obj.pk = making.ask(values.pop("convention").pk, by=request.user, **values).pk

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Discarding is a step with a reason."""
        return False

    def beside(self, thing: Report) -> dict[str, Any]:
        told = Snapshot.read(thing.payload) if thing.is_drawn and thing.payload else None
        return {
            "rows": preview.of_snapshot(told.numbers) if told else [],
            "told": told,
            "changes": preview.changes(_differences(thing)) if thing.digest else [],
            "show_save_and_add_another": False,
            "questions": thing.questions.open().count(),
        }

    @admin.display(description=gettext_lazy("report"), ordering="convention__title_fr")
    def title(self, one: Report) -> str:
        return f"{one.convention.title} · {one.cohort.name}" if one.cohort else one.convention.title

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published(self, one: Report) -> str:
        return spoken.day(one.published_at) if one.published_at else "–"

    @admin.display(description=gettext_lazy("period"), ordering="last_day")
    def period(self, one: Report) -> str:
        return f"{spoken.day(one.first_day)} – {spoken.day(one.last_day)}"

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, one: Report) -> SafeString:
        label = one.get_state_display()
        if one.state == ReportState.GENERATING and one.steps:
            label = f"{label} ({one.steps_done}/{one.steps})"
        return state_chip(label, one.state)

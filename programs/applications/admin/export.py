"""A call with all its answers as one sheet, streamed: one cursor over the sent versions, whatever their number."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.journal.models import record
from incubator.sheets import csv_download, xlsx_download
from programs.applications.models import Application, Version
from programs.calls.models import Call
from programs.calls.plans import FormPlan, QuestionPlan, plan_of, shown
from programs.calls.states import QuestionKind

BLOCK = 2000
WRITERS: dict[str, Callable[..., HttpResponseBase]] = {"csv": csv_download, "xlsx": xlsx_download}
Extra = tuple[Any, Any]


class Export:
    """Mixin of the admin. `extra_columns` are pairs (heading, value of an application) that higher slices add."""

    extra_columns: tuple[Extra, ...] = ()
    extra_prefetch: tuple[Prefetch, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))  # type: ignore[attr-defined]
        return [
            path("export/<int:call_id>/<slug:kind>/", view, name="programs_application_export"),
            *super().get_urls(),
        ]  # type: ignore[misc]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        chosen = request.GET.get("call__id__exact", "")
        call = Call.objects.filter(pk=chosen).first() if chosen.isdecimal() and len(chosen) < 19 else None
        return super().changelist_view(request, {**(extra_context or {}), "exported_call": call})  # type: ignore[misc]

    def export(self, request: HttpRequest, call_id: int, kind: str) -> HttpResponseBase:
        call = Call.objects.visible_to(request.user).filter(pk=call_id).first()
        if call is None or call.form_id is None or kind not in WRITERS:
            raise Http404
        with transaction.atomic():
            record("export", call, by=request.user, kind=kind)
        plan = plan_of(call.form_id)
        head = [
            *_heads(),
            *(str(label) for label, _value in self.extra_columns),
            *(question.label for question in plan),
        ]
        return WRITERS[kind](f"{call.slug}-{_('applications')}", head, self._rows(call, plan))

    def _rows(self, call: Call, plan: FormPlan) -> Iterator[list[Any]]:
        """In the language of the page, also while the file is already on its way."""
        with override(get_language()):
            for version in self._versions(call):
                application = version.application
                own = [value(application) for _label, value in self.extra_columns]
                yield [*_facts(application), *own, *(_cell(question, version.answers) for question in plan)]

    def _versions(self, call: Call) -> Iterable[Version]:
        sent = Version.objects.filter(is_current=True, application__in=Application.objects.sent().filter(call=call))
        related = sent.select_related("application__startup", "application__officer").prefetch_related(
            *self.extra_prefetch
        )
        return related.order_by("application__receipt").iterator(chunk_size=BLOCK)


def _heads() -> list[str]:
    return [_("Receipt number"), _("Startup"), _("State"), _("Screening"), _("Sent"), _("Officer")]


def _facts(application: Application) -> list[Any]:
    screening = application.get_screening_display() if application.screening else ""
    officer = str(application.officer or "")
    return [
        application.receipt,
        application.startup.name,
        application.get_state_display(),
        screening,
        application.submitted_at,
        officer,
    ]


def _cell(question: QuestionPlan, answers: dict[str, Any]) -> Any:
    value = answers.get(question.key)
    is_number = question.kind == QuestionKind.NUMBER and isinstance(value, int | float)
    return value if is_number else shown(question, value)

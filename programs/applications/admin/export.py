"""A call with all its answers as one sheet, streamed: one cursor over the sent versions, whatever their number."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from incubator.accounts.models import User
from incubator.journal.models import record
from incubator.sheets import csv_download, xlsx_download
from programs.applications.models import Application, Version
from programs.applications.states import ApplicationState, ScreeningOutcome
from programs.calls.models import Call
from programs.calls.plans import FormPlan, QuestionPlan, plan_of, teller
from programs.calls.states import QuestionKind

BLOCK = 2000
WRITERS: dict[str, Callable[..., HttpResponseBase]] = {"csv": csv_download, "xlsx": xlsx_download}
Tell = Callable[[Any], Any]
#: Its heading, its expression on a version, the words of its value.
Extra = tuple[Any, Any, Tell]


class Export:
    """Mixin of the admin. `extra_columns` are those that higher slices add."""

    extra_columns: tuple[Extra, ...] = ()

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
            *(str(label) for label, _value, _told in self.extra_columns),
            *(question.label for question in plan),
        ]
        return WRITERS[kind](f"{call.slug}-{_('applications')}", head, self._rows(call, plan))

    def _rows(self, call: Call, plan: FormPlan) -> Iterator[list[Any]]:
        """In the language of the page, also while the file is already on its way."""
        with override(get_language()):
            tell_facts, tell_own = _facts(call), [told for _label, _value, told in self.extra_columns]
            cells = [(question.key, _cell(question)) for question in plan]
            for answers, *found in self._found(call):
                facts, own = found[: len(FACTS)], found[len(FACTS) :]
                told = [tell(value) for tell, value in zip(tell_facts, facts, strict=True)]
                told += [tell(value) for tell, value in zip(tell_own, own, strict=True)]
                yield told + [tell(answers.get(key)) for key, tell in cells]

    def _found(self, call: Call) -> Iterable[tuple[Any, ...]]:
        """(answers, facts, values of higher slices) of each sent file: values, as rows of models cost ten times as much."""
        sent = Version.objects.filter(is_current=True, application__in=Application.objects.sent().filter(call=call))
        own = {f"own_{n}": value for n, (_label, value, _told) in enumerate(self.extra_columns)}
        facts = [f"application__{name}" for name in FACTS]
        rows = sent.annotate(**own).order_by("application__receipt").values_list("answers", *facts, *own)
        return rows.iterator(chunk_size=BLOCK)


def _heads() -> list[str]:
    return [_("Receipt number"), _("Startup"), _("State"), _("Screening"), _("Sent"), _("Officer")]


#: Of an application, in the order of their heads.
FACTS = ("receipt", "startup__name", "state", "screening", "submitted_at", "officer")


def _facts(call: Call) -> list[Tell]:
    officers = User.objects.filter(pk__in=Application.objects.filter(call=call).values("officer"))
    names = {officer.pk: str(officer) for officer in officers}
    states, outcomes = _words(ApplicationState), _words(ScreeningOutcome)
    return [_as_it_is, _as_it_is, _by(states), _by(outcomes), _as_it_is, _by(names)]


def _words(choices: Any) -> dict[Any, str]:
    return {value: str(label) for value, label in choices.choices}


def _by(words: dict[Any, str]) -> Tell:
    return lambda value: words.get(value, "")


def _as_it_is(value: Any) -> Any:
    return value


def _cell(question: QuestionPlan) -> Tell:
    said = teller(question)
    if question.kind != QuestionKind.NUMBER:
        return said
    return lambda value: value if isinstance(value, int | float) else said(value)

"""Steps of a noun in the admin: a link on its page leads to a page that says what will happen, with one button.

No state is edited by hand: each step calls one action.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from incubator.desk import HouseAdmin, HouseInline
from incubator.errors import Refused
from incubator.fields import DayField, TidyCharField, TidyTextField
from incubator.journal.models import Entry
from incubator.moments import MomentField, MomentWidget
from incubator.outbox.rehearsal import Posted

#: Text, days and instants are cleaned in the admin as everywhere: no invisible letters, missing and doubled hours refused.
TIDY: dict[Any, Any] = {
    models.CharField: {"form_class": TidyCharField},
    models.TextField: {"form_class": TidyTextField},
    models.SlugField: {"form_class": forms.SlugField},
    models.DateField: {"form_class": DayField, "widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget},
}


#: The buttons of a page that can be saved.
SAVES = ("show_save", "show_save_and_continue", "show_save_and_add_another")


class CountedFormSet(forms.BaseInlineFormSet):
    """At most sixty rows are read or drawn, whatever count was posted; another count is refused (reliability.md B77)."""

    MOST = 60

    def total_form_count(self) -> int:
        return max(0, min(super().total_form_count(), self.MOST))

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and not 0 <= self._posted_count() <= self.MOST:
            self._non_form_errors = self.error_class([_("The number of rows is out of range: load the page again.")])

    def _posted_count(self) -> int:
        posted = self.management_form
        return int(posted.cleaned_data["TOTAL_FORMS"] or 0) if posted.is_valid() else 0

    def is_valid(self) -> bool:
        return super().is_valid() and not self.non_form_errors()


#: (what, before, after)
Change = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Foreseen:
    """What a step would do: rows of changes, warnings that block nothing, the letters that would leave."""

    changes: list[Change] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    letters: Posted | None = None


class TidyInline(HouseInline):
    """Text cleaned as on the page around it; a tampered count of rows is refused."""

    formfield_overrides = TIDY
    formset = CountedFormSet


@dataclass(frozen=True)
class Step:
    """`act(pk, by=user, **values of the form)`; `may(thing)` shows the step; `told` says beforehand what will happen.

    `form(data, initial=…, thing=…)` when the form wants to know the thing (`form_knows`). `preview(thing, values)` lists what
    changes, `foresee(thing, values, user)` also warnings and letters (it may raise Refused); then the step is confirmed on a
    second page. `leads_to(result)` is the row whose page comes next.
    """

    name: str
    label: Any
    act: Callable[..., Any]
    may: Callable[[Any], bool] = lambda thing: True
    told: Any = ""
    form: type[forms.Form] = forms.Form
    form_knows: bool = False
    preview: Callable[[Any, dict[str, Any]], list[Change]] | None = None
    foresee: Callable[[Any, dict[str, Any], Any], Foreseen] | None = None
    leads_to: Callable[[Any], Any] | None = None
    is_main: bool = False

    @property
    def is_shown_first(self) -> bool:
        return self.preview is not None or self.foresee is not None

    def shown(self, thing: Any, values: dict[str, Any], user: Any) -> Foreseen | None:
        """Nothing to show means that nothing is confirmed: the form comes again."""
        if self.foresee:
            return self.foresee(thing, values, user)
        changes = self.preview(thing, values) if self.preview else []
        return Foreseen(changes) if changes else None

    def form_for(self, thing: Any, data: Any, files: Any = None) -> forms.Form:
        make: Callable[..., forms.Form] = self.form
        return make(data, thing=thing) if self.form_knows else make(data, files)


class StepsAdmin(HouseAdmin):
    """Set `steps`; the change page links to those that are possible now and shows the latest history."""

    formfield_overrides = TIDY
    steps: list[Step] = []
    #: Words for lines of the journal that no step is named for.
    verbs: dict[str, Any] = {}
    change_form_template = "admin/programs/steps_form.html"
    #: How the primary key stands in an address.
    key_in_url = "int"

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        step = path(
            f"<{self.key_in_url}:pk>/step/<slug:name>/",
            self.admin_site.admin_view(self.step_view),
            name=f"{meta.app_label}_{meta.model_name}_step",
        )
        return [*([step] if self.steps else []), *super().get_urls()]

    def possible(self, thing: Any) -> list[Step]:
        return [step for step in self.steps if step.may(thing)]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        thing = self.get_object(request, object_id)
        page = {"thing": thing, **(extra_context or {})}
        if thing is not None:
            page |= {"steps": self.possible(thing), "history": self.history(thing), **self.beside(thing)}
            page |= dict.fromkeys(SAVES, False) if self.is_only_read(request, thing) else {}
        return super().change_view(request, object_id, form_url, page)

    def is_only_read(self, request: HttpRequest, thing: Any) -> bool:
        """Nothing on the page is typed: it has no button to save."""
        shown = set(flatten_fieldsets(self.get_fieldsets(request, thing)))
        return shown <= set(self.get_readonly_fields(request, thing)) and not self.get_inline_instances(request, thing)

    def history(self, thing: Any) -> list[tuple[Any, Entry]]:
        """The latest lines of the journal, in the words of the steps."""
        words = {step.name: step.label for step in self.steps} | self.verbs
        return [(words.get(entry.verb, entry.verb), entry) for entry in Entry.objects.about(thing).with_author()[:8]]

    def beside(self, thing: Any) -> dict[str, Any]:
        """What else stands on the change page of this noun."""
        return {}

    def step_view(self, request: HttpRequest, pk: Any, name: str) -> HttpResponse:
        thing = self.get_object(request, str(pk))
        step = next((step for step in self.steps if step.name == name), None)
        if thing is None or step is None or not self.has_change_permission(request):
            raise Http404
        if not step.may(thing):
            messages.error(request, _("This can no longer be done: the state has changed in the meantime."))
            return self._page_of(thing)
        return self._stepping(request, thing, step)

    def _stepping(self, request: HttpRequest, thing: Any, step: Step) -> HttpResponse:
        sent = request.method == "POST"
        form = step.form_for(thing, *((request.POST, request.FILES) if sent else (None,)))
        foreseen: Foreseen | None = None
        if sent and form.is_valid():
            try:
                if not step.is_shown_first or "confirm" in request.POST:
                    return self._done(request, step, step.act(thing.pk, by=request.user, **form.cleaned_data))
                foreseen = step.shown(thing, form.cleaned_data, request.user)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        page = {
            **self.admin_site.each_context(request),
            "title": step.label,
            "thing": thing,
            "step": step,
            "form": form,
            "foreseen": foreseen,
            "opts": self.model._meta,
        }
        return TemplateResponse(request, "admin/programs/step.html", page, status=422 if form.errors else 200)

    def _done(self, request: HttpRequest, step: Step, result: Any) -> HttpResponse:
        messages.success(request, _("Done: %(step)s.") % {"step": step.label})
        return self._page_of(step.leads_to(result) if step.leads_to else result)

    def _page_of(self, thing: Any) -> HttpResponse:
        meta = thing._meta
        return HttpResponseRedirect(reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[thing.pk]))

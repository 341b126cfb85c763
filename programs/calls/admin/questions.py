"""One question on one page. Reached from the page of its form, and back there after saving."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.desk import HouseAdmin
from programs.calls.builder import QuestionForm
from programs.calls.models import Question, Section
from programs.partners.steps import TIDY


@admin.register(Question)
class QuestionAdmin(HouseAdmin):
    form = QuestionForm
    formfield_overrides = TIDY
    change_form_template = "admin/programs/form/question.html"
    fieldsets = (
        (None, {"fields": (("section", "position"), ("key", "kind", "is_required"))}),
        (gettext_lazy("Question"), {"fields": ("label_fr", "label_en", "label_ar")}),
        (gettext_lazy("Help"), {"fields": ("help_fr", "help_en", "help_ar")}),
        (gettext_lazy("Limits"), {"fields": (("minimum", "maximum"), ("decimals", "unit"))}),
        (gettext_lazy("Choices"), {"fields": ("listed", "options")}),
        (gettext_lazy("Table"), {"fields": ("columns",)}),
        (gettext_lazy("When it is asked"), {"fields": ("condition_kind", "condition_values")}),
        (gettext_lazy("Use"), {"fields": ("feeds", "is_blinded")}),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the list of the admin: questions are found in their forms."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("section__form")

    def has_change_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.section.form.frozen_at is None)

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Whoever builds a form takes questions out of it, until it is frozen."""
        return obj is not None and self.has_change_permission(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        section = self._section(request)
        last = section.questions.order_by("-position").first() if section else None
        return {"section": section.pk if section else None, "position": last.position + 1 if last else 0}

    def _section(self, request: HttpRequest) -> Section | None:
        asked = request.GET.get("section", "")
        found = (
            Section.objects.select_related("form").filter(pk=int(asked))
            if asked.isdecimal() and len(asked) < 18
            else None
        )
        return found.first() if found else None

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        section = self._section(request)
        if section is None or section.form.frozen_at:
            messages.error(request, _("Choose a section of a form that is not frozen, and add the question there."))
            return HttpResponseRedirect(reverse("admin:programs_form_changelist"))
        return super().add_view(request, form_url, {**(extra_context or {}), "section": section})

    def get_form(self, request: HttpRequest, obj: Question | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None and (section := self._section(request)):
            # A posted form has no initial values: the section of the address says which form this is about.
            form = type("QuestionFormHere", (form,), {"home": section})
        return form

    def response_post_save_add(self, request: HttpRequest, obj: Question) -> HttpResponse:
        return self._home(obj)

    def response_post_save_change(self, request: HttpRequest, obj: Question) -> HttpResponse:
        return self._home(obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        messages.success(request, _("The question was taken out."))
        return HttpResponseRedirect(reverse("admin:programs_form_changelist"))

    def _home(self, question: Question) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:programs_form_change", args=[question.section.form_id]))

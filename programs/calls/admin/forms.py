"""The builder of forms: sections and rules on the page of the form, each question on a page of its own."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from programs.calls import actions
from programs.calls.builder import RuleForm
from programs.calls.models import EligibilityRule, Form, Section
from programs.calls.plans import plan_of
from programs.partners.steps import Step, StepsAdmin, TidyInline


class WhileOpenInline(TidyInline):
    """Changed only while the form is not frozen."""

    template = "admin/edit_inline/stacked.html"
    classes = ("collapse",)

    def _is_open(self, request: HttpRequest, obj: Form | None = None) -> bool:
        return super().has_view_permission(request, obj) and obj is not None and obj.frozen_at is None

    has_add_permission = has_change_permission = has_delete_permission = _is_open


class SectionInline(WhileOpenInline):
    model = Section
    fields = (("position", "key"), ("title_fr", "title_en", "title_ar"), ("intro_fr", "intro_en", "intro_ar"))


class RuleInline(WhileOpenInline):
    model = EligibilityRule
    form = RuleForm
    fields = (
        ("position", "question_key", "operator", "value"),
        ("otherwise", "in_self_check"),
        ("reason_fr", "reason_en", "reason_ar"),
    )

    def get_formset(self, request: HttpRequest, obj: Form | None = None, **kwargs: Any) -> Any:
        plan = plan_of(obj.pk) if obj else None
        kwargs["form"] = type("RuleFormHere", (RuleForm,), {"plan": plan})
        return super().get_formset(request, obj, **kwargs)


@admin.register(Form)
class FormAdmin(StepsAdmin):
    change_form_template = "admin/programs/form/change_form.html"
    list_display = ("name", "version", "frozen_at", "used_by")
    list_filter = (("frozen_at", admin.EmptyFieldListFilter),)
    search_fields = ("name",)
    fields = ("name", "version", "frozen_at")
    readonly_fields = ("version", "frozen_at")
    steps = [
        Step(
            "copy",
            gettext_lazy("New version"),
            actions.copy_form,
            told=gettext_lazy("Sections, questions and rules are copied to a version that can be changed."),
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Form]:
        return super().get_queryset(request).prefetch_related("calls")

    def get_inlines(self, request: HttpRequest, obj: Form | None = None) -> list[Any]:
        return [SectionInline, RuleInline] if obj else []

    def has_change_permission(self, request: HttpRequest, obj: Form | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.frozen_at is None)

    def save_model(self, request: HttpRequest, obj: Form, form: Any, change: bool) -> None:
        if change and Form.objects.select_for_update(no_key=True).get(pk=obj.pk).frozen_at:
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def beside(self, form: Form) -> dict[str, Any]:
        sections = list(form.sections.prefetch_related("questions"))
        calls = list(form.calls.all())
        return {"sections": sections, "is_open": form.frozen_at is None, "calls": calls}

    @admin.display(description=gettext_lazy("calls"))
    def used_by(self, form: Form) -> str:
        return ", ".join(call.title for call in form.calls.all()) or "–"

"""Messages to a cohort. They are begun on the page of the cohort."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from programs.cohorts.admin import CohortFilter
from programs.messages import actions
from programs.messages.forms import CohortMessageForm, LateForm, RewriteForm
from programs.messages.models import CohortMessage
from programs.partners.mailings import NOT_YET, VERBS, MailingAdmin, mailing_steps
from programs.partners.steps import Step


def _begin(name: str, label: Any, form: type[forms.Form]) -> Step:
    return Step(name, label, actions.prepare, told=NOT_YET, form=form)


#: On the page of a cohort.
STEPS = [
    _begin("write", _("Write to the cohort"), CohortMessageForm),
    _begin("write_late", _("Write to those that are late"), LateForm),
]

__all__ = ["STEPS", "VERBS"]


LATE_ONLY = CohortMessage._meta.get_field("is_for_late").verbose_name  # type: ignore[union-attr]


@admin.register(CohortMessage)
class CohortMessageAdmin(MailingAdmin):
    list_display = ("words", "cohort", "to", "state", "by", "due_at")
    list_filter = ("state", "is_for_late", ("cohort", CohortFilter))
    list_select_related = ("cohort__programme", "by")
    search_fields = ("subject_fr",)
    steps = mailing_steps(actions.mailer, RewriteForm)

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("cohort__programme", "by")

    @admin.display(description=_("recipient"), ordering="reach")
    def to(self, one: CohortMessage) -> str:
        if not one.is_addressed:
            return one.told
        return " · ".join([one.get_reach_display(), *([str(LATE_ONLY)] if one.is_for_late else [])])

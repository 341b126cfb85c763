"""When a room or machine may be used stands on its own page: the rooms, below, know nothing of it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.places.admin import ResourceAdmin
from events.places.models import Resource
from incubator.journal.models import record
from programs.partners.steps import TidyInline
from services.calendar.admin.forms import UseHoursForm, UseHoursFormSet
from services.calendar.models import Hours


class UseHoursInline(TidyInline):
    model = Hours
    form = UseHoursForm
    formset = UseHoursFormSet
    fk_name = "resource"
    verbose_name_plural = _("hours of use; without any, Monday to Friday from 9 to 18")


admin.site.unregister(Resource)


@admin.register(Resource)
class OpenResourceAdmin(ResourceAdmin):
    inlines = (UseHoursInline,)
    verbs = {**ResourceAdmin.verbs, "change_hours": _("hours changed")}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            record("change_hours", form.instance, by=request.user)

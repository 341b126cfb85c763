"""The rooms and machines of a service stand on the service's own page: the catalogue, below, knows nothing of them."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.places.models import Resource
from programs.partners.steps import TidyInline
from services.calendar.models import Fitting
from services.catalogue.admin import ServiceAdmin
from services.catalogue.models import Service


class FittingInline(TidyInline):
    model = Fitting
    fk_name = "service"
    fields = ("resource", "is_restricted")

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "resource":
            kwargs["queryset"] = Resource.objects.visible_to(request.user).select_related("site")
        return super().formfield_for_foreignkey(field, request, **kwargs)


admin.site.unregister(Service)


@admin.register(Service)
class FittedServiceAdmin(ServiceAdmin):
    inlines = (*ServiceAdmin.inlines, FittingInline)  # type: ignore[assignment]

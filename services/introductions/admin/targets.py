"""Partners who are willing to meet startups: what they look for, and how often they may be asked."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin
from programs.partners.steps import TIDY
from services.introductions.limits import month_of
from services.introductions.models import Target, TargetMonth
from services.introductions.states import PartnerSought
from startups.models import Organisation
from startups.states import Region, Sector


def _boxes(label: Any, choices: Any, told: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, help_text=told
    )


class TargetForm(forms.ModelForm):
    kinds = _boxes(_("What it is for a startup"), PartnerSought.choices, "")
    sectors = _boxes(_("Sectors"), Sector.choices, _("None: every sector."))
    regions = _boxes(_("Regions"), Region.choices, _("None: the whole country."))

    class Meta:
        model = Target
        fields = (
            *("organisation", "is_open", "contact", "email", "language", "per_month"),
            *("kinds", "sectors", "regions", "note"),
        )


@admin.register(Target)
class TargetAdmin(HouseAdmin):
    form = TargetForm
    formfield_overrides = TIDY
    list_display = ("organisation", "contact", "looks_for", "this_month", "language", "is_open")
    list_filter = ("is_open", "language")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "contact", "email")
    ordering = ("organisation__sort_key",)
    fieldsets = (
        (None, {"fields": ("organisation", "is_open", "per_month", "note")}),
        (_("Contact person"), {"fields": ("contact", "email", "language")}),
        (_("What it looks for"), {"fields": ("kinds", "sectors", "regions")}),
    )

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "organisation":
            kwargs["queryset"] = Organisation.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Target]:
        taken = TargetMonth.objects.filter(target=OuterRef("pk"), month=month_of()).values("asked")[:1]
        return super().get_queryset(request).annotate(taken=Coalesce(Subquery(taken), 0))

    @admin.display(description=_("what it is for a startup"))
    def looks_for(self, row: Target) -> str:
        return ", ".join(str(PartnerSought(kind).label) for kind in row.kinds) or "–"

    @admin.display(description=_("asked this month"))
    def this_month(self, row: Target) -> str:
        return f"{row.taken} / {row.per_month}"  # type: ignore[attr-defined]

"""The catalogue at the desk: words, prices, rules, conditions of use; a service is shown, hidden and retired by steps."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.words import LANGUAGES
from programs.partners.models import Site
from programs.partners.steps import Step, StepsAdmin, TidyInline
from services.catalogue import actions
from services.catalogue.models import Need, Service
from services.catalogue.states import SERVICE, NeedKind, Place, ServiceKind
from startups.states import Stage, StartupKind


class ServiceForm(forms.ModelForm):
    places = forms.MultipleChoiceField(
        label=_("ways"), choices=Place.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    for_kinds = forms.MultipleChoiceField(
        label=_("for these kinds only"),
        choices=StartupKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None: for all."),
    )

    class Meta:
        model = Service
        fields = (
            *(
                "code",
                "slug",
                "kind",
                "manner",
                "price",
                "price_incubated_mad",
                "price_mad",
                "minutes",
                "places",
                "sites",
            ),
            *(
                "notice_hours",
                "horizon_days",
                "cancel_hours",
                "needs_approval",
                "for_enrolled_only",
                "for_kinds",
                "opens",
            ),
            *(f"{name}_{code}" for name in ("name", "summary", "description", "deliverable") for code in LANGUAGES),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("opens") and values.get("kind") != ServiceKind.TRAINING:
            self.add_error("opens", _("Only a training opens machines."))
        return values


class NeedForm(forms.ModelForm):
    stages = forms.MultipleChoiceField(
        label=_("stages"), choices=Stage.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    trl = forms.IntegerField(label=_("TRL"), min_value=1, max_value=9, required=False)

    class Meta:
        model = Need
        fields = ("kind", "trl", "stages", "other", "times")

    def clean(self) -> dict[str, Any]:
        """What the condition needs to be asked stands beside its field."""
        values = super().clean() or {}
        field = {NeedKind.TRL: "trl", NeedKind.STAGE: "stages", NeedKind.DELIVERED: "other"}.get(values.get("kind", ""))
        if field and not values.get(field) and field not in self.errors:
            self.add_error(field, _("This condition needs it."))
        return values


class NeedInline(TidyInline):
    model = Need
    form = NeedForm
    fk_name = "service"
    template = "admin/edit_inline/stacked.html"

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "other":
            kwargs["queryset"] = Service.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


def _step(verb: str, label: Any, told: Any, *, is_main: bool = False) -> Step:
    act = getattr(actions, verb)
    return Step(verb, label, act, may=lambda row: SERVICE.allows(verb, row.state), told=told, is_main=is_main)


@admin.register(Service)
class ServiceAdmin(StepsAdmin):
    form = ServiceForm
    list_display = ("name_fr", "code", "kind", "manner", "state", "price", "price_mad")
    list_filter = ("state", "kind", "manner")
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    prepopulated_fields = {"slug": ("name_fr",)}
    readonly_fields = ("state",)
    inlines = (NeedInline,)
    fieldsets = (
        (None, {"fields": ("code", "slug", "state", "kind", "manner")}),
        ("Français", {"fields": ("name_fr", "summary_fr", "description_fr", "deliverable_fr")}),
        ("English", {"fields": ("name_en", "summary_en", "description_en", "deliverable_en")}),
        ("العربية", {"fields": ("name_ar", "summary_ar", "description_ar", "deliverable_ar")}),
        (_("Price and length"), {"fields": (("price", "price_incubated_mad", "price_mad"), "minutes")}),
        (_("Where"), {"fields": ("places", "sites")}),
        (
            _("Rules"),
            {
                "fields": (
                    ("notice_hours", "horizon_days", "cancel_hours"),
                    ("needs_approval", "with_person", "for_enrolled_only"),
                    "for_kinds",
                    "opens",
                )
            },
        ),
    )
    steps = [
        _step("show", _("Show in the catalogue"), _("The service stands on the public page."), is_main=True),
        _step("hide", _("Hide"), _("Nobody finds it any more; what is booked stays.")),
        _step("retire", _("Retire"), _("It is offered no more; its history stays.")),
    ]

    def formfield_for_manytomany(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "sites":
            kwargs["queryset"] = Site.objects.visible_to(request.user)
        return super().formfield_for_manytomany(field, request, **kwargs)

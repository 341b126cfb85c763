"""Instruments at the desk: words, rules, papers; opened and closed by steps; the budget as a bar."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incubator import spoken
from programs.partners.steps import Step, StepsAdmin, TidyInline
from services.funding.actions import instruments
from services.funding.desk_forms import InstrumentForm
from services.funding.drawing import Piece, money_bar
from services.funding.models import Instrument, Paper
from services.funding.states import INSTRUMENT


class PaperInline(TidyInline):
    model = Paper
    fields = ("moment", "name_fr", "name_en", "name_ar", "position")


def budget_bar(instrument: Instrument) -> SafeString:
    """Paid, granted and not paid yet, left."""
    if instrument.budget_mad is None:
        return SafeString("–")
    waiting = instrument.committed_mad - instrument.paid_mad
    told = {
        "paid": spoken.dirhams(instrument.paid_mad),
        "committed": spoken.dirhams(instrument.committed_mad),
        "left": spoken.dirhams(instrument.left_mad or 0),
    }
    label = _("%(paid)s paid, %(committed)s granted, %(left)s left") % told
    pieces = [Piece(instrument.paid_mad, "k1"), Piece(waiting, "k2")]
    return format_html(
        '<span class="h-bar">{}{}</span>', money_bar(pieces, label=label, of=instrument.budget_mad), label
    )


def _step(verb: str, label: Any, told: Any, *, is_main: bool = False) -> Step:
    act = getattr(instruments, verb)
    return Step(verb, label, act, may=lambda row: INSTRUMENT.allows(verb, row.state), told=told, is_main=is_main)


@admin.register(Instrument)
class InstrumentAdmin(StepsAdmin):
    form = InstrumentForm
    list_display = ("name_fr", "kind", "state", "is_ours", "spent", "taken")
    list_filter = ("state", "is_ours", "kind")
    search_fields = ("name_fr", "name_en", "name_ar", "operator")
    prepopulated_fields = {"slug": ("name_fr",)}
    readonly_fields = ("state", "budget", "taken")
    inlines = (PaperInline,)
    change_form_template = "admin/programs/steps_form.html"
    fieldsets = (
        (None, {"fields": ("slug", "state", "kind", "operator", "is_ours", "position")}),
        ("Français", {"fields": ("name_fr", "summary_fr", "terms_fr")}),
        ("English", {"fields": ("name_en", "summary_en", "terms_en")}),
        ("العربية", {"fields": ("name_ar", "summary_ar", "terms_ar")}),
        (gettext_lazy("Budget"), {"fields": ("source", "budget_mad", "budget", "beneficiaries_max", "taken")}),
        (
            gettext_lazy("Rules"),
            {
                "fields": (
                    ("ceiling_mad", "share_of_costs_max"),
                    ("own_share_min", "own_money_first"),
                    ("needs_company", "company_age_max_months"),
                    ("trl_min", "trl_max"),
                    "stages",
                    "sectors",
                )
            },
        ),
        (
            gettext_lazy("Validity"),
            {"fields": (("valid_from", "valid_until"), "source_url", "checked_on")},
        ),
    )
    steps = [
        _step("open", gettext_lazy("Open"), gettext_lazy("It stands on the public page."), is_main=True),
        _step(
            "close", pgettext_lazy("instrument", "Close"), gettext_lazy("No new requests; what is under way goes on.")
        ),
    ]

    @admin.display(description=gettext_lazy("budget"))
    def budget(self, row: Instrument) -> SafeString:
        return budget_bar(row)

    @admin.display(description=gettext_lazy("budget"))
    def spent(self, row: Instrument) -> str:
        """Granted of the budget; the bar stands on the page of the instrument."""
        if row.budget_mad is None:
            return "–"
        return f"{spoken.number(row.committed_mad)} / {spoken.dirhams(row.budget_mad)}"

    @admin.display(description=gettext_lazy("beneficiaries"))
    def taken(self, row: Instrument) -> str:
        return f"{row.beneficiaries} / {row.beneficiaries_max}" if row.beneficiaries_max else str(row.beneficiaries)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **more: Any
    ) -> HttpResponse:
        """Whoever grants or pays while this page is saved waits: the page carries the counters, and must not write old ones."""
        kept = self.get_object(request, object_id) if request.method == "POST" and object_id else None
        if kept is None:
            return super().changeform_view(request, object_id, *args, **more)
        with transaction.atomic():
            Instrument.objects.locked().get(pk=kept.pk)
            return super().changeform_view(request, object_id, *args, **more)

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "source":
            kwargs["queryset"] = field.related_model.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)

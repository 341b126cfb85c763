"""Allowances of cohorts at the desk, and the wizard that begins a whole cohort anew."""

from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incubator import spoken
from incubator.errors import Refused
from programs.calls.checks import TO_CHECK
from programs.calls.models import Call
from programs.cohorts.admin import CohortFilter
from programs.messages.models import CohortMessage
from programs.milestones.models import PlanTemplate
from programs.partners.models import Cohort
from programs.partners.steps import Foreseen, Step, StepsAdmin
from programs.statements.models import Period
from services.editions import actions, plans
from services.editions.forms import AllowanceForm, EditionForm
from services.ledger import allowances
from services.ledger.models import Allowance

FROZEN = ("cohort", "kind", "service", "source", "amount", "months")


def _foreseen(allowance: Allowance, values: dict[str, Any], user: Any) -> Foreseen:
    """Who gets it; the same as the deed will do. Raises Refused when nobody does."""
    what, named = allowances.grant_of(allowance), allowances.without(allowance)
    told = f"{spoken.number(what.amount)} ({spoken.day(what.starts_on)} – {spoken.day(what.ends_on)})"
    rows = [(str(startup), "–", told) for startup in named]
    if not rows:
        raise Refused(_("Everybody who takes part has it already."))
    return Foreseen(rows)


def _grant(pk: int, *, by: Any) -> Allowance:
    allowances.grant_to_all(pk, by=by)
    return Allowance.objects.get(pk=pk)


@admin.register(Allowance)
class AllowanceAdmin(StepsAdmin):
    form = AllowanceForm
    list_display = ("cohort", "what", "amount", "months", "is_for_newcomers", "granted")
    list_filter = ("kind", "source", ("cohort", CohortFilter))
    list_select_related = ("cohort__programme", "service")
    fields = (*FROZEN, "is_for_newcomers", "granted_at")
    change_list_template = "admin/services/editions/change_list.html"
    steps = [
        Step(
            "grant_to_all",
            gettext_lazy("Grant to all who take part"),
            _grant,
            told=gettext_lazy("Each startup that takes part today and has it not gets these credits."),
            foresee=_foreseen,
            is_main=True,
        ),
    ]

    @admin.display(description=gettext_lazy("granted"), ordering="granted_at")
    def granted(self, one: Allowance) -> str:
        return spoken.brief_moment(one.granted_at) if one.granted_at else "–"

    @admin.display(description=pgettext_lazy("allowance", "what"), ordering="kind")
    def what(self, row: Allowance) -> str:
        return str(row.service or row.get_kind_display())

    def get_readonly_fields(self, request: HttpRequest, obj: Allowance | None = None) -> tuple[str, ...]:
        """What was granted stands as it was granted."""
        return (*FROZEN, "granted_at") if obj and obj.granted_at else ("granted_at",)

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        rows = field.related_model.objects.visible_to(request.user)
        kwargs["queryset"] = rows.with_card() if field.name == "cohort" else rows
        return super().formfield_for_foreignkey(field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path("edition/", self.admin_site.admin_view(self.edition), name="services_edition"),
            path("edition/<int:pk>/", self.admin_site.admin_view(self.edition_made), name="services_edition_made"),
        ]
        return [*pages, *super().get_urls()]

    def edition(self, request: HttpRequest) -> HttpResponse:
        """Choose, see everything that would be made, then make it."""
        if not self.has_change_permission(request):
            raise Http404
        first = {"cohort": request.GET.get("cohort", "")}
        form = EditionForm(request.POST or None, user=request.user, initial=first)
        page: dict[str, Any] = {"form": form, "title": _("A whole cohort anew"), "opts": self.opts}
        if form.is_valid():
            cohort, wanted = form.cleaned_data["cohort"], form.wanted()
            try:
                if "confirm" in request.POST:
                    made = actions.begin_anew(cohort.pk, wanted, by=request.user)
                    messages.success(request, _("The new cohort is there, with everything that belongs to it."))
                    return HttpResponseRedirect(reverse("admin:services_edition_made", args=[made.pk]))
                page |= _rehearsed(plans.rehearse(cohort, wanted))
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        page |= self.admin_site.each_context(request)
        return TemplateResponse(
            request, "admin/services/editions/edition.html", page, status=422 if form.errors else 200
        )

    def edition_made(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Where everything of the new cohort is, and what is left to do."""
        cohort = Cohort.objects.visible_to(request.user).with_card().filter(pk=pk).first()
        if cohort is None or not self.has_view_permission(request):
            raise Http404
        call = Call.objects.filter(cohort=cohort).order_by("-opens_at").first()
        recent = PlanTemplate.objects.filter(programme=cohort.programme).order_by("-pk")
        page = {
            **self.admin_site.each_context(request),
            "title": str(cohort),
            "cohort": cohort,
            "call": call,
            "to_check": [TO_CHECK[item] for item in call.to_check if item in TO_CHECK] if call else [],
            "plans": [plan for plan in recent[:10] if cohort.name_fr in plan.name_fr],
            "periods": list(Period.objects.filter(cohort=cohort).order_by("first_day")),
            "allowances": list(Allowance.objects.filter(cohort=cohort).with_card()),
            "drafts": list(CohortMessage.objects.filter(cohort=cohort).order_by("begun_at", "pk")),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/services/editions/made.html", page)


def _rehearsed(edition: plans.Edition) -> dict[str, Any]:
    call = edition.call
    dates = [(Call._meta.get_field(name).verbose_name, getattr(call, name), new) for name, new in edition.dates.items()]  # type: ignore[union-attr]
    return {"edition": edition, "dates": dates, "to_check": plans.to_check(edition)}

"""Who may use what at the desk: granted to a startup or a whole cohort, adjusted with a reason, frozen. No balance is typed."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from incubator.desk import HouseAdmin
from incubator.listing import SearchByKey
from programs.cohorts.admin import CohortFilter
from programs.cohorts.models import Enrolment
from programs.partners.steps import TIDY, Step, StepsAdmin
from services.ledger import actions
from services.ledger.export import LedgerExport
from services.ledger.forms import AdjustForm, GrantForm, ReasonForm
from services.ledger.lows import low
from services.ledger.models import Entitlement, FundingSource
from services.ledger.queries import SOON, history
from services.ledger.states import EntitlementState
from startups.models import Startup


@admin.register(FundingSource)
class FundingSourceAdmin(HouseAdmin):
    list_display = ("name_fr", "code", "partner", "since", "until")
    list_select_related = ("partner__organisation",)
    search_fields = ("name_fr", "name_en", "name_ar", "code")
    formfield_overrides = TIDY

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "partner":
            kwargs["queryset"] = field.related_model.objects.visible_to(request.user).select_related("organisation")
        return super().formfield_for_foreignkey(field, request, **kwargs)


class StandingFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("standing"), "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ending", gettext_lazy("ends within a month, credits left")),
            ("low", gettext_lazy("a fifth or less is left")),
            ("used_up", gettext_lazy("used up")),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        today = timezone.localdate()
        if self.value() == "ending":
            return rows.filter(state=EntitlementState.ACTIVE, left__gt=0, ends_on__range=(today, today + SOON))
        if self.value() == "low":
            return rows.filter(pk__in=low().values("pk"))
        return rows.filter(left=0) if self.value() == "used_up" else rows


@admin.register(Entitlement)
class EntitlementAdmin(LedgerExport, SearchByKey, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("startup", "kind", "service", "left", "starts_on", "ends_on", "source", "cohort", "state")
    list_filter = (StandingFilter, "state", "kind", "source", ("cohort", CohortFilter))
    list_select_related = ("startup", "service", "source", "cohort__programme")
    search_fields = ("startup__search",)
    readonly_fields = ("startup", "kind", "service", "source", "cohort", "starts_on", "ends_on", "left", "state")
    fields = readonly_fields
    change_list_template = "admin/services/entitlement/change_list.html"
    change_form_template = "admin/services/entitlement/change_form.html"
    steps = [
        Step("adjust", gettext_lazy("Adjust the credits"), actions.adjust, form=AdjustForm, is_main=True),
        Step(
            "freeze",
            gettext_lazy("Freeze"),
            actions.freeze,
            form=ReasonForm,
            may=lambda row: row.state == EntitlementState.ACTIVE,
            told=gettext_lazy("Nothing new is drawn from it; what is reserved stays reserved."),
        ),
        Step(
            "unfreeze",
            gettext_lazy("Lift the freeze"),
            actions.unfreeze,
            form=ReasonForm,
            may=lambda row: row.state == EntitlementState.FROZEN,
        ),
    ]
    verbs = {
        "grant": gettext_lazy("granted"),
        "end_with_participation": gettext_lazy("Ended with the participation"),
    }

    def beside(self, thing: Entitlement) -> dict[str, Any]:
        return {"entries": list(history([thing.pk])[:50])}

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.grant_view)
        return [path("grant/", view, name="services_entitlement_grant"), *super().get_urls()]

    def grant_view(self, request: HttpRequest) -> HttpResponse:
        """Says beforehand who gets it and who has it already; nothing is granted before that page is confirmed."""
        if not self.has_change_permission(request):
            return HttpResponse(status=403)
        form = GrantForm(request.POST or None, user=request.user)
        named: list[Startup] = []
        skipped: list[Startup] = []
        if form.is_valid():
            what = form.grant()
            everybody = self._startups(form)
            skipped = [one for one in everybody if actions.already_granted(one.pk, what)]
            named = [one for one in everybody if one not in skipped]
            if "confirm" in request.POST:
                return self._granted(request, actions.grant_many([one.pk for one in everybody], what, by=request.user))
        page = {
            **self.admin_site.each_context(request),
            "title": _("Grant credits"),
            "form": form,
            "named": named,
            "skipped": skipped,
            "opts": self.model._meta,
        }
        status = 422 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/services/entitlement/grant.html", page, status=status)

    def _startups(self, form: GrantForm) -> list[Startup]:
        if one := form.cleaned_data["startup"]:
            return [one]
        inside = Enrolment.objects.active().filter(cohort=form.cleaned_data["cohort"])
        return list(Startup.objects.filter(pk__in=inside.values("startup")).order_by("sort_key"))

    def _granted(self, request: HttpRequest, made: list[Entitlement]) -> HttpResponse:
        told = ngettext("Granted to %(count)d startup.", "Granted to %(count)d startups.", len(made))
        messages.success(request, told % {"count": len(made)})
        return HttpResponseRedirect(reverse("admin:services_entitlement_changelist"))

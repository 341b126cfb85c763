"""Rules of programmes, and the graduations that came of them with their certificates. A certificate is revoked, never altered."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from incubator import paper
from incubator.desk import HouseAdmin
from incubator.listing import state_chip
from incubator.outbox.rehearsal import rehearse
from programs.cohorts.admin import CohortFilter
from programs.graduation import papers
from programs.graduation.actions import certifying
from programs.graduation.forms import RevokeForm
from programs.graduation.models import Farewell, Graduation, GraduationCertificate, GraduationCriterion, GraduationRule
from programs.partners.models import Programme
from programs.partners.steps import TIDY, Foreseen, Step, StepsAdmin, TidyInline
from startups.queries import with_words


class CriterionInline(TidyInline):
    model = GraduationCriterion
    fields = ("position", "name_fr", "name_en", "name_ar")
    extra = 1


@admin.register(GraduationRule)
class GraduationRuleAdmin(HouseAdmin):
    """What is changed here holds for those who graduate from now on."""

    formfield_overrides = TIDY
    list_display = ("programme", "least_settled", "needs_statements", "nothing_late")
    list_select_related = ("programme",)
    fields = ("programme", "least_settled", "needs_statements", "nothing_late")
    inlines = (CriterionInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: GraduationRule | None = None) -> tuple[str, ...]:
        return ("programme",) if obj else ()

    def formfield_for_foreignkey(self, field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if field.name == "programme":
            kwargs["queryset"] = Programme.objects.visible_to(request.user)
        return super().formfield_for_foreignkey(field, request, **kwargs)


class ExceptionFilter(admin.SimpleListFilter):
    title, parameter_name = _("exception"), "exception"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("By exception"))]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        return rows.by_exception() if self.value() == "yes" else rows


def _foreseen(graduation: Graduation, values: dict[str, Any], user: Any) -> Foreseen:
    gone = str(graduation.certificate)
    _made, letters = rehearse(lambda: certifying.revoke(graduation.pk, by=user, **values), lambda made: made)
    return Foreseen([(_("certificate"), gone, pgettext("certificate", "revoked"))], letters=letters)


@admin.register(Graduation)
class GraduationAdmin(StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("startup", "cohort", "graduated_on", "certificate", "recommendation", "is_exception")
    list_filter = (ExceptionFilter, ("enrolment__cohort", CohortFilter), "enrolment__cohort__programme")
    search_fields = ("enrolment__startup__search_key",)
    search_help_text = _("Present and former names of the startup, in any script and without accents.")
    change_form_template = "admin/programs/graduation/graduation.html"
    fields = readonly_fields = ("startup", "cohort", "graduated_on", "noted_at", "by", "reason")
    steps = [
        Step(
            "revoke",
            _("Revoke the certificate"),
            certifying.revoke,
            may=lambda one: one.certificate is not None,
            told=_(
                "Whoever checks its code reads that it is revoked; the team reads the reason by mail. "
                "The startup stays a graduate."
            ),
            form=RevokeForm,
            foresee=_foreseen,
        ),
        Step(
            "issue",
            _("Issue a new certificate"),
            certifying.issue,
            may=lambda one: one.certificate is None,
            told=_("With the names known today; the team gets it by mail."),
        ),
    ]
    verbs = {
        "graduate": _("Graduated"),
        "issue_certificate": _("Certificate issued"),
        "revoke_certificate": _("Certificate revoked"),
        "say_farewell": _("Opinion given"),
        "change_farewell": _("Opinion changed"),
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Graduation]:
        rows = super().get_queryset(request).with_card()  # type: ignore[attr-defined]
        return rows.select_related("by", "enrolment__farewell").prefetch_related("certificates")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return with_words(queryset, search_term, "enrolment__startup__search_key"), False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.paper_view)
        return [path("certificate/<str:code>/", view, name="programs_graduation_paper"), *super().get_urls()]

    def paper_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Any of them, revoked ones too: staff see what was sent."""
        found = GraduationCertificate.objects.filter(code=code).first()
        if found is None or not self.has_view_permission(request):
            raise Http404
        return paper.download(papers.pdf(found), name=f"certificate-{found.code}")

    def beside(self, thing: Graduation) -> dict[str, Any]:
        said = Farewell.objects.filter(enrolment=thing.enrolment_id).first()
        return {"certificates": list(thing.certificates.all()), "said": said}

    @admin.display(description=_("startup"), ordering="enrolment__startup__sort_key")
    def startup(self, one: Graduation) -> str:
        return one.enrolment.startup.name

    @admin.display(description=_("cohort"))
    def cohort(self, one: Graduation) -> str:
        return str(one.enrolment.cohort)

    @admin.display(description=_("certificate"))
    def certificate(self, one: Graduation) -> SafeString | str:
        return str(one.certificate) if one.certificate else state_chip(pgettext("certificate", "revoked"), "revoked")

    @admin.display(description=_("recommendation (0 to 10)"), ordering="enrolment__farewell__score")
    def recommendation(self, one: Graduation) -> str:
        said = getattr(one.enrolment, "farewell", None)
        return str(said.score) if said else "–"

    @admin.display(description=_("exception"), ordering="reason")
    def is_exception(self, one: Graduation) -> SafeString | str:
        return state_chip(_("by exception"), "conditions_pending") if one.reason else "–"

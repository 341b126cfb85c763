"""Requests at the desk: read as they were sent, judged by the rules, granted or not by steps."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.listing import SearchByKey
from programs.partners.steps import Step, StepsAdmin
from services.funding.actions import desk
from services.funding.admin.export import Export, request_columns
from services.funding.desk_forms import AskForm, DeclineForm, GrantForm, ReasonForm, VerifyForm
from services.funding.looking import FundingFile
from services.funding.models import Award, FundingRequest
from services.funding.queries import lacks_of_award, with_everything
from services.funding.states import REQUEST, ContributionState
from services.funding.verbs import VERBS


def _grant(pk: Any, *, by: Any, **values: Any) -> Award:
    return desk.award(pk, by=by, grant=GrantForm.grant(values))


def _allows(verb: str) -> Any:
    return lambda row: REQUEST.allows(verb, row.state)


def _has_declared(row: FundingRequest) -> bool:
    return any(one.state == ContributionState.DECLARED for one in row.contributions.all())


@admin.register(FundingRequest)
class FundingRequestAdmin(SearchByKey, Export, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    key_in_url = "uuid"
    list_display = ("startup", "instrument", "state", "amount_asked", "submitted_at", "decided_at")
    list_filter = ("state", "instrument")
    list_select_related = ("startup", "instrument")
    search_fields = ("startup__search",)
    ordering = ("submitted_at", "pk")
    readonly_fields = ("instrument", "startup", "state", "submitted_at", "decided_at", "decided_by", "reason")
    fields = readonly_fields
    change_form_template = "admin/services/fundingrequest/change_form.html"
    change_list_template = "admin/services/fundingrequest/change_list.html"
    columns = staticmethod(request_columns)
    verbs = VERBS
    steps = [
        Step(
            "award",
            _("Grant"),
            _grant,
            may=_allows("award"),
            form=GrantForm,
            form_knows=True,
            told=_("The rules and the budget are asked again; the team is told by mail."),
            is_main=True,
        ),
        Step("ask_completion", _("Ask to complete"), desk.ask_completion, may=_allows("ask_completion"), form=AskForm),
        Step("refuse", _("Do not grant"), desk.refuse, may=_allows("refuse"), form=ReasonForm),
        Step(
            "verify_contribution",
            _("Verify own money"),
            desk.verify_contribution,
            may=_has_declared,
            form=VerifyForm,
            form_knows=True,
            told=_("You have read the proof, and it holds."),
        ),
        Step(
            "decline_contribution",
            _("Decline own money"),
            desk.decline_contribution,
            may=_has_declared,
            form=DeclineForm,
            form_knows=True,
            told=_("It does not count; the startup reads why on its page and by mail."),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("startup", "instrument", "decided_by")

    def beside(self, thing: FundingRequest) -> dict[str, Any]:
        whole = with_everything(FundingRequest.objects).get(pk=thing.pk)
        is_open = REQUEST.allows("award", whole.state)
        award = Award.objects.filter(request=thing).first()
        return {
            "file": FundingFile(whole, None),
            "missing": lacks_of_award(whole) if is_open else [],
            "is_open": is_open,
            "award": award,
        }

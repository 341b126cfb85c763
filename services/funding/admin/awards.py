"""Awards and tranches at the desk: agreement, conditions, two approvals, payments."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.listing import SearchByKey
from programs.partners.steps import Step, StepsAdmin
from services.funding.actions import awards, tranches
from services.funding.admin.export import Export, award_columns, tranche_columns
from services.funding.desk_forms import AgreementForm, InsideForm, MeetForm, PayForm, ReasonForm, SignForm
from services.funding.looking import FundingFile
from services.funding.models import Award, FundingRequest, Tranche
from services.funding.queries import lacks_of_tranche, with_everything
from services.funding.states import AWARD, TRANCHE, TrancheState
from services.funding.verbs import VERBS

SOON = timedelta(days=14)
OPEN = frozenset({TrancheState.PLANNED, TrancheState.CONDITIONS})


def _award_allows(verb: str) -> Any:
    return lambda row: AWARD.allows(verb, row.state)


def _allows(verb: str) -> Any:
    return lambda row: TRANCHE.allows(verb, row.state)


def _waits_for_proof(row: Tranche) -> bool:
    return row.state in OPEN and any(not one.is_met for one in row.conditions.all())


def _has_approval(row: Tranche) -> bool:
    return row.first_by_id is not None and TRANCHE.allows("take_back", row.state)


@admin.register(Award)
class AwardAdmin(SearchByKey, Export, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("startup", "instrument", "state", "amount", "paid_mad", "signed_on", "awarded_at")
    list_filter = ("state", "instrument")
    list_select_related = ("startup", "instrument")
    search_fields = ("startup__search",)
    readonly_fields = ("instrument", "startup", "state", "amount", "paid_mad", "conditions", "signed_on", "reason")
    fields = readonly_fields
    change_form_template = "admin/services/award/change_form.html"
    change_list_template = "admin/services/award/change_list.html"
    columns = staticmethod(award_columns)
    verbs = VERBS
    steps = [
        Step(
            "send_agreement",
            _("Send the agreement"),
            awards.send_agreement,
            may=_award_allows("send_agreement"),
            form=AgreementForm,
            told=_("The team is told by mail that it can be signed."),
            is_main=True,
        ),
        Step(
            "sign",
            _("Signed by both sides"),
            awards.sign,
            may=lambda row: AWARD.allows("sign", row.state),
            form=SignForm,
            told=_("The first tranche then waits for its conditions."),
        ),
        Step(
            "cancel",
            _("Cancel the award"),
            awards.cancel,
            may=_award_allows("cancel"),
            form=ReasonForm,
            told=_("What is not paid goes back to the budget; the team is told by mail."),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_card()  # type: ignore[attr-defined]

    def beside(self, thing: Award) -> dict[str, Any]:
        whole = with_everything(FundingRequest.objects).get(pk=thing.request_id)
        return {"file": FundingFile(whole, None)}


class TurnFilter(admin.SimpleListFilter):
    title, parameter_name = _("turn"), "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("due", _("due within two weeks")),
            ("second", _("waits for a second approval")),
            ("proofs", _("a proof is to be read")),
        ]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        if self.value() == "due":
            return rows.due(timezone.localdate() + SOON)
        if self.value() == "proofs":
            return rows.to_read()
        return rows.half_approved().exclude(first_by=request.user) if self.value() == "second" else rows


@admin.register(Tranche)
class TrancheAdmin(SearchByKey, Export, StepsAdmin):
    staff_may = frozenset({"view", "change"})
    is_kept_by_actions = True
    list_display = ("award", "number", "amount", "due_on", "state", "first_by", "second_by", "paid_on", "reference")
    list_filter = (TurnFilter, "state", "award__instrument")
    list_select_related = ("award__instrument", "award__startup", "first_by", "second_by")
    search_fields = ("award__startup__search",)
    readonly_fields = (
        *("award", "number", "amount", "due_on", "state", "first_by", "second_by"),
        *("paid_on", "reference", "trouble"),
    )
    fields = readonly_fields
    change_form_template = "admin/services/tranche/change_form.html"
    change_list_template = "admin/services/tranche/change_list.html"
    columns = staticmethod(tranche_columns)
    verbs = VERBS
    steps = [
        Step("approve", _("Approve"), tranches.approve, may=_allows("approve"), is_main=True,
             told=_("Two different people approve a tranche before it is paid.")),
        Step("meet", _("Condition met"), tranches.meet, may=_waits_for_proof, form=MeetForm, form_knows=True,
             told=_("You have read the proof, and it holds.")),
        Step("pay", _("Record the payment"), tranches.pay, may=_allows("pay"), form=PayForm, is_main=True),
        Step("fail", _("The payment failed"), tranches.fail, may=_allows("fail"), form=ReasonForm,
             told=_("It did not arrive, or it came back: it can be paid again.")),
        Step("take_back", _("Take the approval back"), tranches.take_back, may=_has_approval, form=InsideForm),
        Step("cancel", _("Cancel the tranche"), tranches.cancel, may=_allows("cancel"), form=InsideForm,
             told=_("The award becomes smaller by it.")),
    ]  # fmt: skip

    def beside(self, thing: Tranche) -> dict[str, Any]:
        """What is missing, who approved, the proofs."""
        waits = TRANCHE.allows("approve", thing.state)
        return {
            "missing": lacks_of_tranche(thing) if waits else [],
            "waits": waits,
            "conditions": thing.conditions.all(),
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).with_card()  # type: ignore[attr-defined]

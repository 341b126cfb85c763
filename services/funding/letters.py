"""What each letter says, read from live rows when it leaves; None when it no longer holds, and then it is not sent.

Nobody is told of a request that she could not open at this moment: whoever left the team gets nothing more.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.outbox.kinds import Context, Kind, kinds
from incubator.outbox.states import Category
from services.funding.actions.requests import may_bring_money
from services.funding.models import Award, Contribution, FundingRequest, Tranche
from services.funding.notices import UNIT
from services.funding.queries import award_of, lacks_of_tranche
from services.funding.rules import is_in_team
from services.funding.states import AwardState, ContributionState, RequestState, TrancheState

R, A, T = RequestState, AwardState, TrancheState
Told = dict[str, Any] | None
More = Callable[[FundingRequest, dict[str, Any]], Told]


def _context(more: More) -> Context:
    def context(letter: Any) -> Told:
        request = FundingRequest.objects.with_card().filter(pk=letter.key_of_thing).first()
        if request is None or letter.person is None or not is_in_team(letter.person, request.startup_id):
            return None
        with translation.override(letter.person.language):
            values = more(request, letter.params)
            return None if values is None else {**_common(request), **values}

    return context


def _common(request: FundingRequest) -> dict[str, Any]:
    return {
        "instrument": request.instrument.name,
        "startup": request.startup.name,
        "url": settings.SITE_URL + request.get_absolute_url(),
    }


def _received(request: FundingRequest, _params: dict[str, Any]) -> Told:
    if request.state != R.SUBMITTED or request.submitted_at is None:
        return None
    told = {"amount": spoken.dirhams(request.amount_asked)}
    return {**told, "sent_at": spoken.moment(request.submitted_at, zone=True)}


def _completion(request: FundingRequest, _params: dict[str, Any]) -> Told:
    return {"asked": request.asked} if request.state == R.CORRECTION else None


def _refused(request: FundingRequest, _params: dict[str, Any]) -> Told:
    return {"reason": request.reason} if request.state == R.REFUSED else None


def _declined(request: FundingRequest, params: dict[str, Any]) -> Told:
    """Nothing once it was taken out, to be proved anew."""
    rows = Contribution.objects.filter(request=request, state=ContributionState.DECLINED)
    row = rows.filter(pk=params["contribution"]).first()
    if row is None:
        return None
    told = {"what": row.label, "amount": spoken.dirhams(row.amount), "reason": row.reason}
    return {**told, "may_prove": may_bring_money(request)}


def _award(*states: str) -> Callable[[FundingRequest], Award | None]:
    def found(request: FundingRequest) -> Award | None:
        award = award_of(request)
        return award if award is not None and award.state in states else None

    return found


def _awarded(request: FundingRequest, _params: dict[str, Any]) -> Told:
    award = _award(A.PROPOSED, A.SIGNED, A.ACTIVE)(request)
    if award is None:
        return None
    tranches = [(spoken.dirhams(one.amount), spoken.day(one.due_on)) for one in award.tranches.order_by("number")]
    return {"amount": spoken.dirhams(award.amount), "conditions": award.conditions, "tranches": tranches}


def _to_sign(request: FundingRequest, params: dict[str, Any]) -> Told:
    award = _award(A.PROPOSED)(request)
    holds = award is not None and str(award.agreement) == params["agreement"]
    return {"amount": spoken.dirhams(award.amount)} if award and holds else None


def _cancelled(request: FundingRequest, _params: dict[str, Any]) -> Told:
    award = _award(A.CANCELLED)(request)
    return {"reason": award.reason} if award else None


def _tranche(*states: str) -> More:
    def more(request: FundingRequest, params: dict[str, Any]) -> Told:
        tranche = _live(request, params, *states)
        return None if tranche is None else _of_tranche(tranche)

    return more


def _live(request: FundingRequest, params: dict[str, Any], *states: str) -> Tranche | None:
    rows = Tranche.objects.with_card().filter(award__request=request, pk=params["tranche"], state__in=states)
    return rows.exclude(award__state=A.CANCELLED).first()


def _of_tranche(tranche: Tranche) -> dict[str, Any]:
    return {
        "number": tranche.number,
        "amount": spoken.dirhams(tranche.amount),
        "due": spoken.day(tranche.due_on),
        "paid_on": spoken.day(tranche.paid_on) if tranche.paid_on else "",
        "reference": tranche.reference,
        "trouble": tranche.trouble,
    }


def _lacking(request: FundingRequest, params: dict[str, Any]) -> Told:
    """Whoever has brought everything in the meantime is not reminded."""
    tranche = Tranche.objects.with_card().lacking().filter(award__request=request, pk=params["tranche"]).first()
    missing = lacks_of_tranche(tranche) if tranche is not None else []
    return {**_of_tranche(tranche), "missing": missing} if tranche is not None and missing else None


def _kind(word: str, label: Any, more: More, **how: Any) -> Kind:
    return Kind(f"{UNIT}.{word}", _context(more), label=label, **how)


KINDS = (
    _kind("request_received", _("funding request received"), _received, priority=3),
    _kind("completion_asked", _("funding request to be completed"), _completion, priority=4),
    _kind("request_refused", _("funding request not granted"), _refused, is_decision=True),
    _kind("contribution_declined", _("own money not counted"), _declined),
    _kind("request_awarded", _("money granted"), _awarded, is_decision=True),
    _kind("agreement_to_sign", _("agreement to sign"), _to_sign, priority=4),
    _kind("award_cancelled", _("award cancelled"), _cancelled, is_decision=True),
    _kind("tranche_approved", _("tranche approved"), _tranche(T.APPROVED, T.PAID, T.FAILED)),
    _kind("tranche_paid", _("tranche paid"), _tranche(T.PAID)),
    _kind("payment_failed", _("payment failed"), _tranche(T.FAILED)),
    _kind("tranche_lacking", _("what a tranche still lacks"), _lacking, category=Category.REMINDER),
)


def register() -> None:
    kinds.register(*KINDS)

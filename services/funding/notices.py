"""Who is told what about money. Words are in templates/services/funding/mail, facts are read when the letter leaves."""

from typing import Any

from incubator.outbox.post import post
from services.funding.models import Award, Contribution, FundingRequest, Tranche
from services.funding.queries import writers

UNIT = "services.funding"


def request_received(request: FundingRequest, *, occasion: str) -> None:
    _tell("request_received", request, occasion=occasion)


def completion_asked(request: FundingRequest, *, occasion: str) -> None:
    _tell("completion_asked", request, occasion=occasion)


def request_refused(request: FundingRequest) -> None:
    _tell("request_refused", request)


def contribution_declined(row: Contribution) -> None:
    _tell("contribution_declined", row.request, occasion=str(row.pk), contribution=str(row.pk))


def request_awarded(award: Award) -> None:
    _tell("request_awarded", award.request)


def agreement_to_sign(award: Award) -> None:
    """Another agreement is told anew."""
    _tell("agreement_to_sign", award.request, occasion=str(award.agreement), agreement=str(award.agreement))


def award_cancelled(award: Award) -> None:
    _tell("award_cancelled", award.request)


def tranche_approved(tranche: Tranche) -> None:
    """Approved again after it was taken back: told again."""
    at = tranche.second_at.isoformat() if tranche.second_at else ""
    _tell("tranche_approved", tranche.award.request, occasion=f"{tranche.pk}:{at}", tranche=tranche.pk)


def tranche_paid(tranche: Tranche) -> None:
    occasion = f"{tranche.pk}:{tranche.reference}"
    _tell("tranche_paid", tranche.award.request, occasion=occasion, tranche=tranche.pk)


def payment_failed(tranche: Tranche, *, occasion: str) -> None:
    _tell("payment_failed", tranche.award.request, occasion=f"{tranche.pk}:{occasion}", tranche=tranche.pk)


def tranche_lacking(tranche: Tranche, person: Any, *, not_after: Any) -> None:
    post(
        f"{UNIT}.tranche_lacking",
        to=person,
        about=tranche.award.request,
        once=lacking_once(tranche, person),
        params={"tranche": tranche.pk},
        not_after=not_after,
    )


def lacking_once(tranche: Tranche, person: Any) -> str:
    """Once for each day for which a tranche is planned."""
    return f"funding:tranche_lacking:{tranche.pk}:{tranche.due_on}:p{person.pk}"


def _tell(word: str, request: FundingRequest, *, occasion: str = "", **params: Any) -> None:
    for person in writers(request.startup):
        once = f"funding:{word}:{request.pk}:{occasion}:p{person.pk}"
        post(f"{UNIT}.{word}", to=person, about=request, once=once, params=params)

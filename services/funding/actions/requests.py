"""What a team does with its request: writes it, adds papers and own money, sends it, withdraws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incubator.documents import actions as documents
from incubator.documents.models import Document
from incubator.documents.store import store
from incubator.errors import Refused
from incubator.journal.models import record
from services.funding import notices
from services.funding.actions.moving import move
from services.funding.models import Contribution, CostLine, FundingRequest, Instrument, Piece
from services.funding.queries import award_of, lacks_of_request, taken_up, with_everything
from services.funding.states import AwardState, ContributionState, PaperMoment, RequestState
from startups.models import Startup

PURPOSE = "funding_file"


@dataclass(frozen=True)
class Wish:
    """What a request says: the purpose, the costs as (label, amount), what is asked for and what the team brings."""

    purpose: str
    costs: Sequence[tuple[str, Decimal]]
    amount: Decimal
    own: Decimal


def locked(request_id: Any) -> FundingRequest:
    return FundingRequest.objects.locked().select_related("instrument", "startup").get(pk=request_id)


@transaction.atomic
def begin(instrument_id: int, *, startup_id: int, wish: Wish, by: Any) -> FundingRequest:
    """A draft; the instrument must take requests today, and the startup have none under way."""
    instrument = Instrument.objects.get(pk=instrument_id)
    startup = Startup.objects.held(startup_id)
    if not instrument.is_ours or not instrument.is_offered_on(timezone.localdate()):
        raise Refused(_("No requests are taken for this instrument at present."))
    if said := taken_up(instrument, [startup]).get(startup.pk):
        raise Refused(said)
    made = FundingRequest.objects.create(instrument=instrument, startup=startup, created_by=by)
    record("begin", made, by=by)
    _keep(made, wish)
    return made


@transaction.atomic
def write(request_id: Any, *, wish: Wish, by: Any) -> FundingRequest:
    request = locked(request_id)
    _check_written(request)
    _keep(request, wish)
    record("write", request, by=by)
    return request


def _check_written(request: FundingRequest) -> None:
    if not request.is_written:
        raise Refused(_("This request has been sent: it can no longer be changed."))


def _keep(request: FundingRequest, wish: Wish) -> None:
    request.purpose, request.amount_asked, request.own_declared = wish.purpose, wish.amount, wish.own
    request.save(update_fields=["purpose", "amount_asked", "own_declared"])
    request.costs.all().delete()
    lines = enumerate(wish.costs)
    CostLine.objects.bulk_create(CostLine(request=request, position=n, label=la, amount=am) for n, (la, am) in lines)


@transaction.atomic
def submit(request_id: Any, *, by: Any) -> FundingRequest:
    """Sends the request, the first time or completed; raises Refused with what is missing. Sending again what is sent is once."""
    request = with_everything(FundingRequest.objects.locked()).get(pk=request_id)
    if request.state == RequestState.SUBMITTED:
        return request
    _check_written(request)
    missing = lacks_of_request(request)
    if missing:
        raise Refused(" ".join(missing))
    request.submitted_at = request.submitted_at or timezone.now()
    request.asked = ""
    move(request, "submit", by=by, saving=["submitted_at", "asked"])
    notices.request_received(request, occasion=str(timezone.now().timestamp()))
    return request


@transaction.atomic
def withdraw(request_id: Any, *, by: Any) -> FundingRequest:
    request = locked(request_id)
    move(request, "withdraw", by=by)
    return request


@transaction.atomic
def delete_draft(request_id: Any, *, by: Any) -> None:
    """What was never sent leaves no trace but its line in the journal."""
    request = locked(request_id)
    if request.state != RequestState.DRAFT:
        raise Refused(_("This request has been sent: it can no longer be changed."))
    record("delete_draft", request, by=by)
    for document in Document.objects.about(request):
        documents.remove(document.pk, by=by)
    request.delete()


@transaction.atomic
def attach(request_id: Any, *, upload: Any, by: Any, paper: Any = None) -> Piece:
    """A file for a paper asked for, in place of the one before; without a paper, one more."""
    request = locked(request_id)
    if not (request.is_written or _may_add_for_payment(request, paper)):
        raise Refused(_("This request has been sent: it can no longer be changed."))
    document = store(upload, purpose=PURPOSE, about=request, by=by)
    if paper is not None:
        for former in request.pieces.filter(paper=paper).exclude(document=document.pk):
            _drop(former, by=by)
    facts = {"paper": paper, "name": document.name, "by": by}
    piece, _new = Piece.objects.update_or_create(request=request, document=document.pk, defaults=facts)
    record("attach", request, by=by, document=str(document.pk), name=document.name)
    return piece


def _may_add_for_payment(request: FundingRequest, paper: Any) -> bool:
    return paper is not None and paper.moment == PaperMoment.PAYMENT and may_bring_money(request)


@transaction.atomic
def remove_piece(request_id: Any, *, piece: int, by: Any) -> None:
    request = locked(request_id)
    _check_written(request)
    found = request.pieces.filter(pk=piece).first()
    if found is not None:
        _drop(found, by=by)
        record("remove_file", request, by=by, name=found.name)


def _drop(piece: Piece, *, by: Any) -> None:
    """The file goes unless it is also the proof of something."""
    request, document = piece.request, piece.document
    piece.delete()
    if not request.contributions.filter(document=document).exists():
        documents.remove(document, by=by)


def may_bring_money(request: FundingRequest) -> bool:
    """Own money is declared while the request is open, and until the award is paid or cancelled."""
    if request.state == RequestState.AWARDED:
        award = award_of(request)
        return award is not None and award.state not in {AwardState.COMPLETED, AwardState.CANCELLED}
    return request.state in {RequestState.DRAFT, RequestState.CORRECTION, RequestState.SUBMITTED}


@transaction.atomic
def contribute(request_id: Any, *, label: str, amount: Decimal, upload: Any, by: Any) -> Contribution:
    """Own money, with its proof. The same file proves one thing once."""
    request = locked(request_id)
    if not may_bring_money(request):
        raise Refused(_("Own money is no longer counted here."))
    if amount <= 0:
        raise Refused(_("Give an amount above zero."), field="amount")
    document = store(upload, purpose=PURPOSE, about=request, by=by)
    if request.contributions.filter(document=document.pk).exists():
        raise Refused(_("This proof has already been sent."), field="file")
    made = Contribution.objects.create(
        request=request, label=label, amount=amount, document=document.pk, declared_by=by
    )
    record("contribute", request, by=by, amount=str(amount))
    return made


@transaction.atomic
def remove_contribution(request_id: Any, *, contribution: int, by: Any) -> None:
    """Only before staff verified it."""
    request = locked(request_id)
    found = request.contributions.filter(pk=contribution).first()
    if found is None:
        return
    if found.state == ContributionState.VERIFIED:
        raise Refused(_("This own money is verified: it can no longer be taken out."))
    found.delete()
    if not request.pieces.filter(document=found.document).exists():
        documents.remove(found.document, by=by)
    record("remove_contribution", request, by=by, amount=str(found.amount))

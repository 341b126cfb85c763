"""The page of one request, as one value: where it stands, what is missing now, papers, own money, tranches and their forms."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incubator import spoken
from services.funding.actions.requests import may_bring_money
from services.funding.drawing import Piece, money_bar
from services.funding.forms import ContributionForm, FileForm
from services.funding.judging import own_needed
from services.funding.models import Award, Condition, FundingRequest, Paper, Tranche
from services.funding.models import Piece as File
from services.funding.queries import award_of, history_of, lacks_of_request, lacks_of_tranche, next_tranche, total_of
from services.funding.rules import WRITERS, role_in
from services.funding.states import AwardState, PaperMoment, RequestState, TrancheState
from startups.states import TeamRole

Refusals = dict[str, forms.Form]
COLOURS = {TrancheState.PAID: "k1", TrancheState.APPROVED: "k2"}


@dataclass(frozen=True)
class Slot:
    """A paper or a condition, its file when it is there, and the form to send one where that is possible."""

    thing: Any
    document: Any
    form: forms.Form | None


@dataclass(frozen=True)
class Part:
    tranche: Tranche
    conditions: list[Slot]
    is_next: bool


class FundingFile:
    """`refusals` are forms that were sent and refused, by their key; the rest is drawn fresh. Without a user there are no forms."""

    def __init__(self, request: FundingRequest, user: Any, refusals: Refusals | None = None) -> None:
        self.request, self.user, self.refusals = request, user, refusals or {}
        self.role = role_in(user, request.startup_id) if user is not None else ""

    @cached_property
    def award(self) -> Award | None:
        return award_of(self.request) if self.request.state == RequestState.AWARDED else None

    @property
    def may_write(self) -> bool:
        return self.role in WRITERS

    @property
    def is_owner(self) -> bool:
        return self.role == TeamRole.OWNER

    @property
    def may_edit(self) -> bool:
        return self.may_write and self.request.is_written

    @property
    def may_submit(self) -> bool:
        return self.is_owner and self.request.is_written and not self.missing

    @property
    def may_withdraw(self) -> bool:
        return self.is_owner and self.request.state in {RequestState.SUBMITTED, RequestState.CORRECTION}

    @property
    def may_delete(self) -> bool:
        return self.is_owner and self.request.state == RequestState.DRAFT

    @cached_property
    def turn(self) -> Tranche | None:
        award = self.award
        return next_tranche(award) if award and award.state != AwardState.CANCELLED else None

    @cached_property
    def missing(self) -> list[str]:
        """What stands in the way of the next step, in sentences."""
        if self.request.is_written:
            return lacks_of_request(self.request)
        waits = self.turn is not None and self.turn.state in {TrancheState.PLANNED, TrancheState.CONDITIONS}
        return lacks_of_tranche(self.turn) if self.turn and waits else []

    @property
    def next_step(self) -> str:
        """What the missing things are missing for, or what happens now; one sentence."""
        if self.request.state in STANDING:
            return str(STANDING[RequestState(self.request.state)]())
        return _of_award(self.award, self.turn) if self.award else ""

    @cached_property
    def costs(self) -> Decimal:
        return total_of(self.request)

    @cached_property
    def own_needed(self) -> Decimal:
        return own_needed(self.request.instrument, self.costs, self.request.own_declared)

    @property
    def own_verified(self) -> Decimal:
        return sum((one.amount for one in self.request.contributions.all() if one.verified_at), Decimal(0))

    @cached_property
    def papers(self) -> list[Slot]:
        there = {piece.paper_id: piece for piece in self.request.pieces.all() if piece.paper_id}
        asked = self.request.instrument.papers.all()
        return [self._slot(paper, there.get(paper.pk)) for paper in asked if self._is_due(paper)]

    def _is_due(self, paper: Paper) -> bool:
        return paper.moment == PaperMoment.APPLICATION or self.award is not None

    def _slot(self, paper: Paper, piece: File | None) -> Slot:
        is_open = self.request.is_written if paper.moment == PaperMoment.APPLICATION else self._is_payable()
        form = self._form(f"paper-{paper.pk}", FileForm) if is_open and self.may_write else None
        return Slot(paper, piece, form)

    def _is_payable(self) -> bool:
        over = {AwardState.COMPLETED, AwardState.CANCELLED}
        return self.award is not None and self.award.state not in over

    @property
    def others(self) -> list[File]:
        return [piece for piece in self.request.pieces.all() if not piece.paper_id]

    @cached_property
    def other_form(self) -> forms.Form | None:
        return self._form("piece", FileForm) if self.may_edit else None

    @cached_property
    def money_form(self) -> forms.Form | None:
        may = self.may_write and may_bring_money(self.request)
        return self._form("money", ContributionForm) if may else None

    def _form(self, key: str, kind: type[forms.Form]) -> forms.Form:
        return self.refusals.get(key) or kind(auto_id=f"id_{key}_%s")

    @cached_property
    def parts(self) -> list[Part]:
        if self.award is None:
            return []
        rows = sorted(self.award.tranches.all(), key=lambda one: one.number)
        return [Part(row, [*self._conditions(row)], row == self.turn) for row in rows]

    def _conditions(self, row: Tranche) -> Iterator[Slot]:
        is_open = self.may_write and row.state in {TrancheState.PLANNED, TrancheState.CONDITIONS}
        for one in row.conditions.all():
            yield Slot(one, one.document, self._proof_form(one) if is_open and not one.is_met else None)

    def _proof_form(self, condition: Condition) -> forms.Form:
        return self._form(f"proof-{condition.pk}", FileForm)

    @property
    def bar(self) -> SafeString:
        """The tranches beside each other: paid, approved, still to come."""
        award = self.award
        if award is None:
            return SafeString("")
        told = {"paid": spoken.dirhams(award.paid_mad), "amount": spoken.dirhams(award.amount)}
        standing = [part.tranche for part in self.parts if part.tranche.state != TrancheState.CANCELLED]
        pieces = [Piece(row.amount, COLOURS.get(TrancheState(row.state), "k0")) for row in standing]
        return money_bar(pieces, label=_("%(paid)s of %(amount)s are paid.") % told, of=award.amount)

    @cached_property
    def history(self) -> Any:
        return history_of(self.request, self.award)


STANDING = {
    RequestState.DRAFT: lambda: _("Before you can send the request:"),
    RequestState.CORRECTION: lambda: _("Before you can send the request again:"),
    RequestState.SUBMITTED: lambda: _("The programme team examines your request. You are told by mail."),
    RequestState.REFUSED: lambda: _("This request was not granted."),
    RequestState.WITHDRAWN: lambda: _("This request is withdrawn."),
}


def _of_award(award: Award, turn: Tranche | None) -> str:
    if award.state == AwardState.CANCELLED:
        return _("This award is cancelled.")
    if turn is None:
        return _("Everything has been paid.")
    told = {"number": turn.number, "amount": spoken.dirhams(turn.amount)}
    if turn.state in {TrancheState.APPROVED, TrancheState.FAILED}:
        return _("Tranche %(number)d, %(amount)s, is approved: the payment follows.") % told
    return _("Before tranche %(number)d, %(amount)s, can be paid:") % told

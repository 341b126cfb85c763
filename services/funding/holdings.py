"""What this slice keeps about people (law 09-08). A request belongs to the startup and its figures to the funder: the rows stay,
the person's link to them goes. Who approved a payment is kept with the payment.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from incubator.accounts.personal_data import Holding, declare, unlinked, values_of
from services.funding.models import Award, Condition, Contribution, FundingRequest, Piece, Tranche

PURPOSE, BASIS = _("examining and paying aid to startups"), _("agreement with the partners")
#: Accounts of public money are kept ten years (domain.md 1.7).
MONTHS = 120
Rows = Iterable[dict[str, Any]]


def _kept(user: Any) -> None:
    """Two names stand under every payment: a duty of the accounts. The account they name is emptied."""


def _approvals(user: Any) -> Rows:
    mine = Tranche.objects.filter(Q(first_by=user) | Q(second_by=user))
    return [dict(row) for row in mine.values("number", "amount", "first_at", "second_at")]


def _of(model: type[Model], link: str, fields: tuple[str, ...], *others: str) -> Holding:
    export, erase = values_of(model, link, *fields), unlinked(model, link, *others)
    return Holding(model._meta.label, PURPOSE, BASIS, MONTHS, export, erase)


HOLDINGS = (
    _of(FundingRequest, "created_by", ("purpose", "amount_asked", "own_declared", "state", "created_at"), "decided_by"),
    _of(Piece, "by", ("name", "at")),
    _of(Contribution, "declared_by", ("label", "amount", "declared_at"), "verified_by"),
    _of(Award, "awarded_by", ("amount", "awarded_at")),
    _of(Condition, "proved_by", ("text", "proved_at"), "met_by"),
    Holding("services.Tranche", PURPOSE, BASIS, MONTHS, _approvals, _kept),
)


def register() -> None:
    for holding in HOLDINGS:
        declare(holding)

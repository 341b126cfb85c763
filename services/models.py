"""The face of the app: gathers the models of its slices."""

from services.catalogue.models import Need, Service
from services.funding.models import (
    Award,
    Condition,
    Contribution,
    CostLine,
    FundingRequest,
    Instrument,
    Paper,
    Piece,
    Tranche,
)
from services.ledger.models import Entitlement, Entry, FundingSource

__all__ = [
    "Award",
    "Condition",
    "Contribution",
    "CostLine",
    "Entitlement",
    "Entry",
    "FundingRequest",
    "FundingSource",
    "Instrument",
    "Need",
    "Paper",
    "Piece",
    "Service",
    "Tranche",
]

from services.funding.models.awards import Award, Condition, Tranche
from services.funding.models.instruments import Instrument, Paper
from services.funding.models.requests import Contribution, CostLine, FundingRequest, Piece

__all__ = [
    "Award",
    "Condition",
    "Contribution",
    "CostLine",
    "FundingRequest",
    "Instrument",
    "Paper",
    "Piece",
    "Tranche",
]

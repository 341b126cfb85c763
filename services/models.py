"""The face of the app: gathers the models of its slices."""

from services.bookings.models import ActionItem, Booking, SessionRecord
from services.calendar.models import Absence, Authorisation, Busy, Engagement, Fitting, Hours, Provider
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
    "Absence",
    "ActionItem",
    "Authorisation",
    "Award",
    "Booking",
    "Busy",
    "Condition",
    "Contribution",
    "CostLine",
    "Engagement",
    "Entitlement",
    "Entry",
    "Fitting",
    "FundingRequest",
    "FundingSource",
    "Hours",
    "Instrument",
    "Need",
    "Paper",
    "Piece",
    "Provider",
    "Service",
    "SessionRecord",
    "Tranche",
]

"""The face of the app: gathers the models of its slices."""

from services.bookings.models import AccountInspection, ActionItem, Booking, SessionRecord
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
from services.introductions.models import Approach, FollowUp, Introduction, Target, TargetMonth
from services.ledger.models import Allowance, Entitlement, Entry, FundingSource, Receipt
from services.requests.models import (
    PrototypeDetails,
    Request,
    RequestBooking,
    RequestDelivery,
    RequestMessage,
    RequestScope,
    RequestStep,
)
from services.rescue.models import Rescue, RescueAnswer
from services.trainings.models import TrainingOffer, TrainingSeat

__all__ = [
    "Absence",
    "AccountInspection",
    "ActionItem",
    "Allowance",
    "Approach",
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
    "FollowUp",
    "FundingRequest",
    "FundingSource",
    "Hours",
    "Instrument",
    "Introduction",
    "Need",
    "Paper",
    "Piece",
    "PrototypeDetails",
    "Provider",
    "Receipt",
    "Request",
    "RequestBooking",
    "RequestDelivery",
    "RequestMessage",
    "RequestScope",
    "RequestStep",
    "Rescue",
    "RescueAnswer",
    "Service",
    "SessionRecord",
    "Target",
    "TargetMonth",
    "TrainingOffer",
    "TrainingSeat",
    "Tranche",
]

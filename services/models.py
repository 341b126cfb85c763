"""The face of the app: gathers the models of its slices."""

from services.bookings.models import ActionItem, Booking, SessionRecord
from services.calendar.models import Absence, Authorisation, Busy, Engagement, Fitting, Hours, Provider
from services.catalogue.models import Need, Service
from services.ledger.models import Entitlement, Entry, FundingSource
from services.requests.models import (
    PrototypeDetails,
    Request,
    RequestBooking,
    RequestDelivery,
    RequestMessage,
    RequestScope,
    RequestStep,
)

__all__ = [
    "Absence",
    "ActionItem",
    "Authorisation",
    "Booking",
    "Busy",
    "Engagement",
    "Entitlement",
    "Entry",
    "Fitting",
    "FundingSource",
    "Hours",
    "Need",
    "PrototypeDetails",
    "Provider",
    "Request",
    "RequestBooking",
    "RequestDelivery",
    "RequestMessage",
    "RequestScope",
    "RequestStep",
    "Service",
    "SessionRecord",
]

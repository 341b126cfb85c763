"""The face of the app: gathers the models of its slices."""

from services.catalogue.models import Need, Service
from services.ledger.models import Entitlement, Entry, FundingSource
from services.requests.models import (
    PrototypeDetails,
    Request,
    RequestDelivery,
    RequestMessage,
    RequestScope,
    RequestStep,
)

__all__ = [
    "Entitlement",
    "Entry",
    "FundingSource",
    "Need",
    "PrototypeDetails",
    "Request",
    "RequestDelivery",
    "RequestMessage",
    "RequestScope",
    "RequestStep",
    "Service",
]

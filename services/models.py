"""The face of the app: gathers the models of its slices."""

from services.catalogue.models import Need, Service
from services.ledger.models import Entitlement, Entry, FundingSource

__all__ = ["Entitlement", "Entry", "FundingSource", "Need", "Service"]

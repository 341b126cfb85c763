"""The face of the app: gathers the models of its slices."""

from services.catalogue.models import Need, Service
from services.introductions.models import Approach, FollowUp, Introduction, Target, TargetMonth
from services.ledger.models import Entitlement, Entry, FundingSource

__all__ = [
    "Approach",
    "Entitlement",
    "Entry",
    "FollowUp",
    "FundingSource",
    "Introduction",
    "Need",
    "Service",
    "Target",
    "TargetMonth",
]

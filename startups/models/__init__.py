from startups.models.imports import ImportBatch, ImportRow
from startups.models.organisation import Organisation, OrganisationName
from startups.models.sharing import Sharing
from startups.models.startup import Alias, Companion, Observation, Startup, StartupQuerySet
from startups.models.team import Invitation, JoinRequest, Membership, OwnershipTransfer

__all__ = [
    "Alias",
    "Companion",
    "ImportBatch",
    "ImportRow",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Observation",
    "Organisation",
    "OrganisationName",
    "OwnershipTransfer",
    "Sharing",
    "Startup",
    "StartupQuerySet",
]

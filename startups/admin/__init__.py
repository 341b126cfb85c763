"""The face: what stands in the administration for this unit."""

from startups.admin.facts import ObservationAdmin
from startups.admin.startup import StartupAdmin
from startups.admin.teams import InvitationAdmin, JoinRequestAdmin, OwnershipTransferAdmin, SharingAdmin

__all__ = [
    "InvitationAdmin",
    "JoinRequestAdmin",
    "ObservationAdmin",
    "OwnershipTransferAdmin",
    "SharingAdmin",
    "StartupAdmin",
]

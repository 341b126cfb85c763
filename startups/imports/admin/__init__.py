from startups.imports.admin.batches import ImportBatchAdmin
from startups.imports.admin.organisations import OrganisationAdmin

__all__ = ["ImportBatchAdmin", "OrganisationAdmin"]

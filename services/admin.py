"""The face of the app: gathers the admin pages of its slices."""

from services.catalogue import admin as catalogue
from services.funding import admin as funding
from services.ledger import admin as ledger

__all__ = ["catalogue", "funding", "ledger"]

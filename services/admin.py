"""The face of the app: gathers the admin pages of its slices."""

from services.calendar import admin as calendar
from services.catalogue import admin as catalogue
from services.ledger import admin as ledger
from services.rescue import admin as rescue

__all__ = ["calendar", "catalogue", "ledger", "rescue"]

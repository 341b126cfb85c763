"""The face of the app: gathers the admin pages of its slices."""

from services.catalogue import admin as catalogue
from services.ledger import admin as ledger
from services.requests.admin import page as requests

__all__ = ["catalogue", "ledger", "requests"]

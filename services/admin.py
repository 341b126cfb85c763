"""The face of the app: gathers the admin pages of its slices."""

from services.calendar import admin as calendar
from services.catalogue import admin as catalogue
from services.editions import admin as editions
from services.funding import admin as funding
from services.introductions import admin as introductions
from services.ledger import admin as ledger
from services.rescue import admin as rescue
from services.trainings import admin as trainings

__all__ = ["calendar", "catalogue", "editions", "funding", "introductions", "ledger", "requests", "rescue", "trainings"]
from services.requests.admin import page as requests

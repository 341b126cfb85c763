"""The lists of the house that a question may offer instead of options of its own."""

from django.db.models import TextChoices

from startups.states import LegalForm, Region, Sector, Stage

LISTS: dict[str, type[TextChoices]] = {"sector": Sector, "stage": Stage, "legal_form": LegalForm, "region": Region}

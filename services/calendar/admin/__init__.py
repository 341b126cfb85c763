"""The desk's pages of who receives startups and when."""

from services.calendar.admin import absences, authorisations, fittings, places, providers

__all__ = ["absences", "authorisations", "fittings", "places", "providers"]

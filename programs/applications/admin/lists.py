"""The list of files: filters, search, order, columns that each officer keeps, deeds on many rows, export."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from incubator.desk import HouseAdmin
from incubator.listing import SavedColumns, SearchByKey, cut, state_of
from incubator.spoken import brief_moment
from incubator.words import choice
from programs.applications.admin.deeds import DEEDS
from programs.applications.admin.export import Export
from programs.applications.admin.filters import CallFilter, OfficerFilter, RegionFilter, SectorFilter, StageFilter
from programs.applications.admin.page import FilePage
from programs.applications.models import Application
from programs.applications.states import ScreeningOutcome
from startups.states import Region, Sector, Stage


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else ""


class ApplicationAdmin(FilePage, Export, SavedColumns, SearchByKey, HouseAdmin):
    """Registered by the highest slice that adds to it (programs.decisions.admin)."""

    staff_may = frozenset({"view", "change"})
    actions = DEEDS
    all_columns: tuple[str, ...] = (
        "name",
        "receipt",
        "call",
        "progress",
        "screened",
        "sector",
        "stage",
        "trl",
        "region",
        "in_charge",
        "sent",
    )
    usual_columns: tuple[str, ...] = ("receipt", "progress", "screened", "in_charge", "sent")
    list_filter = (("call", CallFilter), "state", "screening", OfficerFilter, SectorFilter, StageFilter, RegionFilter)
    list_select_related = ("startup", "call", "officer")
    ordering = ("-submitted_at", "-created_at")
    sortable_by = ("name", "receipt", "progress", "sent")
    search_help_text = _("Name of the startup or receipt number; accents and case do not matter.")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A file is begun by its team; staff keep one for a team that cannot."""
        return False

    @admin.display(description=_("startup"), ordering="sort_key")
    def name(self, application: Application) -> str:
        return cut(application.startup.name)

    @admin.display(description=_("state"), ordering="state")
    def progress(self, application: Application) -> SafeString:
        return state_of(application)

    @admin.display(description=_("screening"))
    def screened(self, application: Application) -> SafeString | str:
        """Most are eligible, and go on: the others stand out."""
        if application.screening == ScreeningOutcome.ELIGIBLE:
            return choice(application, "screening")
        return state_of(application, "screening") if application.screening else "–"

    @admin.display(description=_("sector"))
    def sector(self, application: Application) -> str:
        return _label(Sector, application.facts.get("sector")) or "–"

    @admin.display(description=_("stage"))
    def stage(self, application: Application) -> str:
        return _label(Stage, application.facts.get("stage")) or "–"

    @admin.display(description=_("TRL"))
    def trl(self, application: Application) -> str:
        return str(application.facts.get("trl") or "–")

    @admin.display(description=_("region"))
    def region(self, application: Application) -> str:
        return _label(Region, application.facts.get("region")) or "–"

    @admin.display(description=_("officer"))
    def in_charge(self, application: Application) -> str:
        return str(application.officer or "–")

    @admin.display(description=_("sent"), ordering="submitted_at")
    def sent(self, application: Application) -> str:
        return brief_moment(application.submitted_at) if application.submitted_at else "–"

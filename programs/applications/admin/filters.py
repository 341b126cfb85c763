from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from startups.states import Region, Sector, Stage


class OfficerFilter(admin.SimpleListFilter):
    title = _("officer")
    parameter_name = "officer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("me", _("Mine")),
            ("none", _("Nobody’s")),
            *((str(u.pk), str(u)) for u in User.objects.staff()),
        ]

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "me":
            return rows.filter(officer=request.user)
        if value == "none":
            return rows.filter(officer=None)
        return rows.filter(officer=value) if value and value.isdecimal() and len(value) < 19 else rows


class AnswerFilter(admin.SimpleListFilter):
    """Filters by an answer that was copied into `facts` when the file was sent."""

    choices_of: Any

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(self.choices_of.choices)

    def queryset(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return (
            rows.filter(**{f"facts__{self.parameter_name}": self.value()})
            if self.value() in self.choices_of.values
            else rows
        )


class SectorFilter(AnswerFilter):
    title, parameter_name, choices_of = _("sector"), "sector", Sector


class RegionFilter(AnswerFilter):
    title, parameter_name, choices_of = _("region"), "region", Region


class StageFilter(AnswerFilter):
    title, parameter_name, choices_of = _("stage"), "stage", Stage

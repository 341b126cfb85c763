from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from incubator.accounts.models import User
from programs.applications.models import Application
from programs.calls.models import Call
from startups.states import Region, Sector, Stage

#: So many calls stand in the filter, the latest first, cut to so many letters; files of an older one are reached from its own page.
CALLS_OFFERED, LETTERS = 10, 60


def in_charge() -> QuerySet[User]:
    """Officers who have a file."""
    return User.objects.staff().filter(pk__in=Application.objects.exclude(officer=None).values("officer"))


class CallFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        chosen = [int(one) for one in request.GET.getlist(self.lookup_kwarg) if one.isdecimal() and len(one) < 18]
        named = Call.objects.only("title_fr", "title_en", "title_ar")
        latest = list(named.order_by("-opens_at", "-pk")[:CALLS_OFFERED])
        missing = set(chosen) - {call.pk for call in latest}
        return [(call.pk, Truncator(call).chars(LETTERS)) for call in (*named.filter(pk__in=missing), *latest)]


class OfficerFilter(admin.SimpleListFilter):
    title = _("officer")
    parameter_name = "officer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("me", _("Mine")),
            ("none", _("Nobody’s")),
            *((str(u.pk), str(u)) for u in in_charge()),
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

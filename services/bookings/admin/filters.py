from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.partners.models import Site
from services.bookings.queues import QUEUES
from services.calendar.models import Provider
from services.catalogue.models import Service


class QueueFilter(admin.SimpleListFilter):
    """The work queues of the admin's home."""

    title, parameter_name = _("standing"), "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, told[0]) for key, told in QUEUES.items()]

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        told = QUEUES.get(self.value() or "")
        return rows.filter(pk__in=told[1](timezone.now()).order_by().values("pk")) if told else rows


class _ByKey(admin.SimpleListFilter):
    """One query for the names; a value that is no number filters nothing."""

    field = ""

    def queryset(self, request: HttpRequest, rows: Any) -> Any:
        value = self.value() or ""
        return rows.filter(**{self.field: value}) if value.isdecimal() and len(value) < 19 else rows


class ServiceFilter(_ByKey):
    title, parameter_name, field = _("service"), "service", "service"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        rows = Service.objects.filter(manner="slot")
        return [(str(one.pk), one.name) for one in rows]


class CoachFilter(_ByKey):
    title, parameter_name, field = _("coach or expert"), "provider", "provider"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        rows = Provider.objects.select_related("person").order_by("person__name", "pk")
        return [(str(one.pk), str(one)) for one in rows]


class DayFilter(admin.DateFieldListFilter):
    """Today, the last seven days, this month, this year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("day")


class SiteFilter(_ByKey):
    title, parameter_name, field = _("site"), "site", "site"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(one.pk), one.name) for one in Site.objects.all()]

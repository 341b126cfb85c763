import uuid
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "OrganisationQuerySet":
        return self.select_for_update(no_key=True)


class Organisation(models.Model):
    """A legal body we know: park, cluster, bank, hub, industrial. With an agreement it becomes a partner (programs)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    search_key = models.TextField(editable=False, default="")
    search = SearchVectorField(editable=False, null=True)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    website = models.CharField(_("web site"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_archived = models.BooleanField(_("archived"), default=False)
    created_at = models.DateTimeField(_("on file since"), default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_key", "pk"]
        indexes = [GinIndex(fields=["search"], name="organisation_search")]

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A former name with the day it ended (Cluster solaire → Cluster EnR): old reports keep the old name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("name"), max_length=200)
    search_key = models.CharField(max_length=240, editable=False, default="", db_index=True)
    until = models.DateField(_("until"))

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["until"]

    def __str__(self) -> str:
        return self.name

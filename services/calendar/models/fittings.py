from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.places.models import Resource
from services.catalogue.models import Service
from startups.models import Startup


class Fitting(models.Model):
    """A room or machine that a service uses. Those of one kind stand in for each other: a coach, one of two rooms, and the machine."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="fittings", verbose_name=_("service"))
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="+", verbose_name=_("resource"))
    is_restricted = models.BooleanField(_("only for authorised people"), default=False)

    class Meta:
        app_label = "services"
        verbose_name = _("room or machine of a service")
        verbose_name_plural = _("rooms and machines of a service")
        ordering = ["service", "resource"]
        constraints = [
            models.UniqueConstraint(fields=["service", "resource"], name="resource_fits_a_service_once"),
        ]

    def __str__(self) -> str:
        return str(self.resource)


class AuthorisationQuerySet(models.QuerySet["Authorisation"]):
    def visible_to(self, user: Any) -> "AuthorisationQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def valid_on(self, day: date) -> "AuthorisationQuerySet":
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, revoked_at=None)


class Authorisation(models.Model):
    """A person of a startup was trained on a machine and may use it, until a day."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="+", verbose_name=_("startup"))
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="+", verbose_name=_("machine"))
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)
    note = models.CharField(_("training"), max_length=200, blank=True)

    objects = AuthorisationQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("authorisation")
        verbose_name_plural = _("authorisations")
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "startup", "resource"],
                condition=Q(revoked_at=None),
                name="person_is_authorised_once_for_a_machine",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.resource}"

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.registrations.models import Registration
from incubator.certificates.models import Certified, CertifiedQuerySet


class CertificateQuerySet(CertifiedQuerySet["Certificate"]):
    def visible_to(self, user: Any) -> "CertificateQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(registration__person=user) if user.is_authenticated else self.none()


class Certificate(Certified):
    """Proof that somebody took part. `facts` are frozen when it is issued: name, event in each language, dates, hours."""

    registration = models.OneToOneField(
        Registration, on_delete=models.PROTECT, related_name="certificate", verbose_name=_("registration")
    )
    revoked_reason = models.CharField(_("why revoked"), max_length=200, blank=True)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-issued_at"]

    def get_absolute_url(self) -> str:
        return reverse("events:certificate_check", args=[self.code])


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, user: Any) -> "FeedbackQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(registration__person=user) if user.is_authenticated else self.none()


class Feedback(models.Model):
    """What a participant says afterwards: once, and changed as long as the form is open (indicator I10)."""

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="feedback", verbose_name=_("registration")
    )
    rating = models.PositiveSmallIntegerField(_("rating (1 to 5)"))
    comment = models.TextField(_("comment"), blank=True, max_length=2000)
    at = models.DateTimeField(_("given"), default=timezone.now)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="rating_is_from_one_to_five")
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5"

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.moments import midnight
from programs.cohorts.models import Enrolment
from programs.graduation.states import CHANGES, DETRACTOR, PROMOTER
from startups.models import Startup


class FarewellQuerySet(models.QuerySet["Farewell"]):
    def visible_to(self, user: Any) -> "FarewellQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(enrolment__startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def of(self, enrolments: Any) -> "FarewellQuerySet":
        return self.filter(enrolment__in=enrolments)

    def said_between(self, first: date, last: date) -> "FarewellQuerySet":
        """Civil days of Casablanca, both included."""
        return self.filter(said_at__gte=midnight(first), said_at__lt=midnight(last + timedelta(days=1)))

    def promoters(self) -> "FarewellQuerySet":
        return self.filter(score__gte=PROMOTER)

    def detractors(self) -> "FarewellQuerySet":
        return self.filter(score__lte=DETRACTOR)

    def counted(self) -> dict[str, int]:
        """{answered, promoters, detractors}, in one query."""
        return self.aggregate(
            answered=Count("pk"),
            promoters=Count("pk", filter=Q(score__gte=PROMOTER)),
            detractors=Count("pk", filter=Q(score__lte=DETRACTOR)),
        )


class Farewell(models.Model):
    """How likely a graduate is to recommend the programme (indicator I10): once for each participation."""

    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="farewell", verbose_name=_("participation")
    )
    score = models.PositiveSmallIntegerField(_("recommendation (0 to 10)"))
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    said_at = models.DateTimeField(_("given"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)

    objects = FarewellQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("farewell answer")
        verbose_name_plural = _("farewell answers")
        ordering = ["-said_at"]
        constraints = [models.CheckConstraint(condition=Q(score__lte=10), name="recommendation_is_from_zero_to_ten")]

    def __str__(self) -> str:
        return f"{self.score}/10"

    @property
    def may_change_until(self) -> datetime:
        return self.said_at + CHANGES

    @property
    def is_settled(self) -> bool:
        return timezone.now() > self.may_change_until

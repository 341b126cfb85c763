from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.applications.models import Application
from programs.cohorts.states import GONE, EnrolmentState
from programs.partners.models import Cohort
from startups.models import Startup


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, user: Any) -> "EnrolmentQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(startup__in=Startup.objects.of(user))

    def active(self) -> "EnrolmentQuerySet":
        return self.filter(state__in=[EnrolmentState.ONBOARDING, EnrolmentState.ACTIVE])

    def locked(self) -> "EnrolmentQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "EnrolmentQuerySet":
        return self.select_related("startup", "cohort__programme")


class Enrolment(models.Model):
    """A startup in a cohort, with its baseline at entry (indicators I03, I04, I06, I12, I13, I15, I19). Missing stays missing."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("cohort"))
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    application = models.OneToOneField(
        Application,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolment",
        verbose_name=_("application"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ONBOARDING
    )
    enrolled_at = models.DateTimeField(_("enrolled"), default=timezone.now)
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    fte_at_entry = models.DecimalField(_("staff at entry (FTE)"), max_digits=7, decimal_places=2, null=True, blank=True)
    revenue_at_entry = models.DecimalField(
        _("revenue at entry (MAD)"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    trl_at_entry = models.PositiveSmallIntegerField(_("TRL at entry"), null=True, blank=True)
    stage_at_entry = models.CharField(_("stage at entry"), max_length=20, blank=True)
    region_at_entry = models.CharField(_("region at entry"), max_length=5, blank=True)
    sector_at_entry = models.CharField(_("sector at entry"), max_length=3, blank=True)
    legal_form_at_entry = models.CharField(_("legal form at entry"), max_length=30, blank=True)
    founders_at_entry = models.PositiveSmallIntegerField(_("founders at entry"), null=True, blank=True)
    women_at_entry = models.PositiveSmallIntegerField(_("women among the founders at entry"), null=True, blank=True)
    young_at_entry = models.PositiveSmallIntegerField(_("founders aged 35 or less at entry"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["-enrolled_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "startup"],
                condition=~Q(state__in=["left", "excluded"]),
                name="startup_is_enrolled_once_in_a_cohort",
            )
        ]

    def __str__(self) -> str:
        return str(self.startup)

    @property
    def is_over(self) -> bool:
        return self.state in GONE

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.certificates.models import Certified, CertifiedQuerySet
from programs.cohorts.models import Enrolment
from startups.models import Startup


class GraduationQuerySet(models.QuerySet["Graduation"]):
    def visible_to(self, user: Any) -> "GraduationQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(enrolment__startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def of_team(self, user: Any) -> "GraduationQuerySet":
        return self.filter(enrolment__startup__in=Startup.objects.of(user))

    def between(self, first: date, last: date) -> "GraduationQuerySet":
        return self.filter(graduated_on__range=(first, last))

    def unsaid(self) -> "GraduationQuerySet":
        """Nobody of the team has answered the question of the end."""
        return self.filter(enrolment__farewell=None)

    def by_exception(self) -> "GraduationQuerySet":
        return self.exclude(reason="")

    def locked(self) -> "GraduationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "GraduationQuerySet":
        return self.select_related("enrolment__startup", "enrolment__cohort__programme")


class Graduation(models.Model):
    """A startup has completed its programme. `found` is what was found of each criterion that day, in the words of who noted it;
    `reason` says why it graduated although some were not met: staff read it, nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.OneToOneField(
        Enrolment, on_delete=models.PROTECT, related_name="graduation", verbose_name=_("participation")
    )
    graduated_on = models.DateField(_("graduated on"))
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    found = models.JSONField(default=list, editable=False)
    reason = models.CharField(_("reason for the exception"), max_length=500, blank=True)

    objects = GraduationQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("graduation")
        verbose_name_plural = _("graduations")
        ordering = ["-graduated_on", "-noted_at"]

    def __str__(self) -> str:
        return str(self.enrolment)

    @property
    def certificate(self) -> "GraduationCertificate | None":
        """The one that stands; of all it has, prefetched or not."""
        return next((one for one in self.certificates.all() if one.revoked_at is None), None)


class GraduationCertificateQuerySet(CertifiedQuerySet["GraduationCertificate"]):
    def visible_to(self, user: Any) -> "GraduationCertificateQuerySet":
        return self.filter(graduation__in=Graduation.objects.visible_to(user))


class GraduationCertificate(Certified):
    """Proof that a startup completed a programme. `facts` are frozen when it is issued: name, legal form, programme, cohort, days."""

    graduation = models.ForeignKey(
        Graduation, on_delete=models.PROTECT, related_name="certificates", verbose_name=_("graduation")
    )
    revoked_reason = models.CharField(_("why revoked"), max_length=300, blank=True)

    objects = GraduationCertificateQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("certificate of graduation")
        verbose_name_plural = _("certificates of graduation")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["graduation"], condition=Q(revoked_at=None), name="graduation_has_one_standing_certificate"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(revoked_reason=""), name="certificate_is_revoked_with_a_reason"
            ),
        ]

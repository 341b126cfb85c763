"""What every certificate is made of; the unit that issues it says whose it is and what its facts are."""

from typing import TypeVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.certificates.codes import certificate_code

ROW = TypeVar("ROW", bound="Certified")


class CertifiedQuerySet(models.QuerySet[ROW]):
    def standing(self) -> "CertifiedQuerySet[ROW]":
        return self.filter(revoked_at=None)


class Certified(models.Model):
    """Proof under a code that anybody can check. `facts` are frozen when it is issued."""

    code = models.CharField(_("code"), max_length=14, unique=True, default=certificate_code, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.code

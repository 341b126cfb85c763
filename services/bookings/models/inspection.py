from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AccountInspectionQuerySet(models.QuerySet["AccountInspection"]):
    def visible_to(self, user: Any) -> "AccountInspectionQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class AccountInspection(models.Model):
    """What a look at accounts and meetings found; `findings`: [{"what", "thing", "told"}]. Nothing is ever repaired by itself."""

    at = models.DateTimeField(_("looked at"), default=timezone.now)
    findings = models.JSONField(_("findings"), default=list)

    objects = AccountInspectionQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("look at accounts and meetings")
        verbose_name_plural = _("looks at accounts and meetings")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="account_inspection_latest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"

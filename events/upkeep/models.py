from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LookQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "LookQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()


class Look(models.Model):
    """What a look at rows that must agree found; `findings`: [{"what", "thing", "told"}]. Nothing is ever repaired by itself."""

    at = models.DateTimeField(_("looked at"), default=timezone.now)
    findings = models.JSONField(_("findings"), default=list)

    objects = LookQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class Inspection(Look):
    """A look at the counters of events."""

    class Meta:
        app_label = "events"
        verbose_name = _("look at the counters")
        verbose_name_plural = _("looks at the counters")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="inspection_latest")]

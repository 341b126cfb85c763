from django.db import models
from django.utils.translation import gettext_lazy as _

from events.upkeep.models import Look


class AccountInspection(Look):
    """A look at accounts of credits and at meetings."""

    class Meta:
        app_label = "services"
        verbose_name = _("look at accounts and meetings")
        verbose_name_plural = _("looks at accounts and meetings")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="account_inspection_latest")]

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Series(models.Model):
    """Events made together: the same thing on several dates. Each stays an event of its own."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    rule = models.JSONField(_("rule"), default=dict)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        app_label = "events"
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.calls.models import Call


class JurySeatQuerySet(models.QuerySet["JurySeat"]):
    def visible_to(self, user: Any) -> "JurySeatQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def live(self) -> "JurySeatQuerySet":
        return self.filter(ended_at=None)


class JurySeat(models.Model):
    """A person sits on the jury of a call."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="jury_seats", verbose_name=_("call"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = JurySeatQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("jury seat")
        verbose_name_plural = _("jury seats")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"], condition=Q(ended_at=None), name="juror_sits_once_on_a_jury"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.call})"

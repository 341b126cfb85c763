from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Invitee(models.Model):
    """Somebody who may see and register for an event by invitation, named by her address."""

    event = models.ForeignKey(
        "events.Event", on_delete=models.CASCADE, related_name="invitees", verbose_name=_("event")
    )
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    class Meta:
        app_label = "events"
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["email"]
        constraints = [models.UniqueConstraint(fields=["event", "email"], name="guest_is_invited_once")]

    def __str__(self) -> str:
        return self.name or self.email

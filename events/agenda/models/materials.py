from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models.event import Event
from incubator.words import Words


class MaterialFor(models.TextChoices):
    PUBLIC = "public", _("everybody")
    REGISTERED = "registered", _("those who are registered")
    ATTENDED = "attended", _("those who came")


class MaterialQuerySet(models.QuerySet["Material"]):
    def visible_to(self, user: Any) -> "MaterialQuerySet":
        """What stands on the event's page for anybody; the rest is handed over by the registration."""
        events = self.filter(event__in=Event.objects.visible_to(user))
        return events if getattr(user, "is_staff", False) else events.filter(audience=MaterialFor.PUBLIC)


class Material(models.Model):
    """A file or a link that goes with an event. `document` is the key of the private file."""

    title = Words()

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials", verbose_name=_("event"))
    title_fr = models.CharField(_("title (French)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=160, blank=True)
    audience = models.CharField(_("for"), max_length=10, choices=MaterialFor.choices, default=MaterialFor.REGISTERED)
    link = models.CharField(_("link"), max_length=300, blank=True)
    document = models.UUIDField(_("file"), null=True, blank=True, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(link="") | Q(document__isnull=False), name="material_is_a_link_or_a_file"
            )
        ]

    def __str__(self) -> str:
        return self.title

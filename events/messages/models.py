from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Event
from events.messages.states import AUDIENCES, EVERYBODY, MessageState
from events.registrations.models import Registration, RegistrationQuerySet
from incubator.words import Words


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: Any) -> "MessageQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "MessageQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Message(models.Model):
    """What staff write to those who are registered for an event; until `due_at` (ten minutes) one button stops all of it."""

    subject = Words()
    text = Words()

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="messages", verbose_name=_("event"))
    audience = models.CharField(_("to"), max_length=12, choices=AUDIENCES, default=EVERYBODY)
    subject_fr = models.CharField(_("subject (French)"), max_length=120)
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    subject_ar = models.CharField(_("subject (Arabic)"), max_length=120, blank=True)
    text_fr = models.TextField(_("text (French)"), max_length=5000)
    text_en = models.TextField(_("text (English)"), max_length=5000, blank=True)
    text_ar = models.TextField(_("text (Arabic)"), max_length=5000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=MessageState.choices, default=MessageState.PREPARED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    due_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("message to those registered")
        verbose_name_plural = _("messages to those registered")
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(due_at__isnull=False), name="message_on_its_way_has_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def has_left(self) -> bool:
        return bool(self.state == MessageState.WAITING and self.due_at and self.due_at <= timezone.now())

    def recipients(self) -> RegistrationQuerySet:
        rows = Registration.objects.filter(event=self.event_id)
        return rows.live() if self.audience == EVERYBODY else rows.filter(state=self.audience)

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.bookings.models.booking import Booking
from services.bookings.states import ActionState, Side
from startups.models import Startup


class SessionRecordQuerySet(models.QuerySet["SessionRecord"]):
    def visible_to(self, user: Any) -> "SessionRecordQuerySet":
        """A team reads what was shared with it; `private` is never for its eyes."""
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        shared = Q(booking__startup__in=Startup.objects.of(user), shared_at__isnull=False)
        return self.filter(shared | Q(booking__provider__person=user))


class SessionRecord(models.Model):
    """What was said in a meeting: `shared` with the team once `shared_at` is set, `private` for coach and staff only."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="record")
    shared = models.TextField(_("for the team"), max_length=8000, blank=True)
    private = models.TextField(_("for coach and programme team only"), max_length=8000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    shared_at = models.DateTimeField(_("shared"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SessionRecordQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("session record")
        verbose_name_plural = _("session records")

    def __str__(self) -> str:
        return str(self.booking)


class ActionItemQuerySet(models.QuerySet["ActionItem"]):
    def visible_to(self, user: Any) -> "ActionItemQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(startup__in=Startup.objects.of(user)) | Q(booking__provider__person=user))

    def of_team(self, user: Any) -> "ActionItemQuerySet":
        """What her startups have to do."""
        return self.filter(startup__in=Startup.objects.of(user), side=Side.STARTUP)

    def open(self) -> "ActionItemQuerySet":
        return self.filter(state=ActionState.OPEN)

    def locked(self) -> "ActionItemQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class ActionItem(models.Model):
    """Something to do until a day, agreed on in a meeting."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="actions")
    startup = models.ForeignKey(Startup, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("what"), max_length=300)
    due_on = models.DateField(_("until"), null=True, blank=True)
    side = models.CharField(_("by"), max_length=8, choices=Side.choices, default=Side.STARTUP)
    state = models.CharField(_("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("action item")
        verbose_name_plural = _("action items")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["startup", "state", "due_on"], name="action_of_startup")]

    def __str__(self) -> str:
        return self.text

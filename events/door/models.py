import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.agenda.models import Session
from events.door.states import AttendanceState, Gate
from events.registrations.models import Registration


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any) -> "CheckInQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def valid(self) -> "CheckInQuerySet":
        return self.filter(undone_at=None)

    def with_card(self) -> "CheckInQuerySet":
        return self.select_related("registration__person", "by")


class CheckIn(models.Model):
    """Somebody came in: once per session. `nonce` is the scan's own number, so that one sent twice counts once (booking.md 1, case 25)."""

    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("registration")
    )
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="check_ins", verbose_name=_("session"))
    gate = models.CharField(_("how"), max_length=6, choices=Gate.choices, default=Gate.CAMERA)
    at = models.DateTimeField(_("at"), default=timezone.now)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    device = models.CharField(_("device"), max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    forced_reason = models.CharField(_("let in although"), max_length=200, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_reason = models.CharField(_("why undone"), max_length=200, blank=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], condition=Q(undone_at=None), name="ticket_comes_in_once_a_session"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration} {self.at:%H:%M}"


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def visible_to(self, user: Any) -> "AttendanceQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(registration__person=user) if user.is_authenticated else self.none()

    def attended(self) -> "AttendanceQuerySet":
        return self.filter(state=AttendanceState.ATTENDED)


class Attendance(models.Model):
    """What happened with one registration at one session; no row means that nobody has noted it yet."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("registration")
    )
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("session")
    )
    state = models.CharField(
        _("presence"), max_length=8, choices=AttendanceState.choices, default=AttendanceState.UNKNOWN
    )
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        app_label = "events"
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="attendance_is_noted_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.get_state_display()}"

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programs.applications.models import Application
from programs.calls.models import Call
from programs.decisions.states import DecisionState, Outcome, PublicationState


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: Any) -> "PublicationQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "PublicationQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Publication(models.Model):
    """Pending decisions of a call leave together; until `due_at` (ten minutes) one button stops all of it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="publications", verbose_name=_("call"))
    state = models.CharField(
        _("state"), max_length=8, choices=PublicationState.choices, default=PublicationState.PREPARED
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    due_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("publication of decisions")
        verbose_name_plural = _("publications of decisions")
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state__in=["prepared", "waiting"]), name="call_has_one_open_publication"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.begun_at:%Y-%m-%d %H:%M}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: Any) -> "DecisionQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def live(self) -> "DecisionQuerySet":
        return self.exclude(state=DecisionState.SUPERSEDED)

    def pending(self) -> "DecisionQuerySet":
        return self.filter(state=DecisionState.PENDING)

    def locked(self) -> "DecisionQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Decision(models.Model):
    """What becomes of a file, and why. Pending until published; one live decision per file."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="decisions", verbose_name=_("application")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    rank = models.PositiveSmallIntegerField(_("rank on the reserve list"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, help_text=_("Goes into the letter."))
    state = models.CharField(_("state"), max_length=10, choices=DecisionState.choices, default=DecisionState.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    decided_at = models.DateTimeField(_("at"), default=timezone.now)
    publication = models.ForeignKey(
        Publication, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    confirm_before = models.DateTimeField(_("to be confirmed before"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state="superseded"), name="application_has_one_live_decision"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_decision_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"

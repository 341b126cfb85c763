"""What comes of a request: the proposal with its steps and its cost, and what is delivered."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.requests.states import ProposalState


def _person(label: Any = "") -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=label
    )


class RequestScope(models.Model):
    """What will be done, in which steps, at what cost, valid until a day. A new one replaces the one before; none is rewritten."""

    request = models.ForeignKey("services.Request", on_delete=models.CASCADE, related_name="scopes")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN)
    what = models.TextField(_("what will be done"), max_length=4000)
    credits = models.DecimalField(_("cost in credits"), max_digits=7, decimal_places=2, default=0)
    mad = models.DecimalField(_("cost in MAD"), max_digits=10, decimal_places=2, null=True, blank=True)
    valid_until = models.DateField(_("valid until"))
    due_on = models.DateField(_("done by"), null=True, blank=True)
    proposed_by = _person(_("proposed by"))
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_by = _person()
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("what should change"), max_length=1000, blank=True)

    class Meta:
        app_label = "services"
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="proposal_number_is_given_once"),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(state__in=["open", "accepted"]),
                name="request_has_one_standing_proposal",
            ),
            models.CheckConstraint(
                condition=Q(credits__gte=0, mad__isnull=True) | Q(credits=0, mad__gt=0),
                name="proposal_costs_credits_or_dirhams",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(answered_at__isnull=False), name="accepted_proposal_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} v{self.number}"

    def has_expired(self, today: date) -> bool:
        return self.state == ProposalState.OPEN and self.valid_until < today


class RequestStep(models.Model):
    """One step of the work, with its day."""

    scope = models.ForeignKey(RequestScope, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("step"), max_length=200)
    due_on = models.DateField(_("due day"), null=True, blank=True)
    done_at = models.DateTimeField(_("done on"), null=True, blank=True)
    done_by = _person()

    class Meta:
        app_label = "services"
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["scope", "position"], name="step_has_its_own_position")]

    def __str__(self) -> str:
        return self.title

    def is_late(self, today: date) -> bool:
        return bool(self.done_at is None and self.due_on and self.due_on < today)


class RequestDelivery(models.Model):
    """What was handed over; the team accepts it, or sends it back with a reason."""

    request = models.ForeignKey("services.Request", on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(_("what is delivered"), max_length=2000)
    delivered_by = _person()
    delivered_at = models.DateTimeField(default=timezone.now)
    accepted_by = _person()
    accepted_at = models.DateTimeField(null=True, blank=True)
    returned_by = _person()
    returned_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("why it is sent back"), max_length=1000, blank=True)

    class Meta:
        app_label = "services"
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="delivery_number_is_given_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(returned_at=None), name="request_has_one_standing_delivery"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None) | (Q(accepted_at=None) & ~Q(reason="")),
                name="delivery_is_accepted_or_returned_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.number}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.returned_at is None

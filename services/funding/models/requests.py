"""A startup's request for an instrument, with its costs, its papers and its own money."""

import uuid
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.funding.models.instruments import Instrument, Paper, dirhams
from services.funding.states import WRITTEN, ContributionState, RequestState
from startups.models import Startup


def person(label: Any) -> models.ForeignKey:
    """Who did it; the line stays when she is forgotten."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=label,
        editable=False,
    )


class FundingRequestQuerySet(models.QuerySet["FundingRequest"]):
    def visible_to(self, user: Any) -> "FundingRequestQuerySet":
        """Staff see what was sent; a draft is its team's."""
        if getattr(user, "is_staff", False):
            return self.exclude(state=RequestState.DRAFT)
        return self.of_person(user) if user.is_authenticated else self.none()

    def of_person(self, user: Any) -> "FundingRequestQuerySet":
        return self.filter(startup__in=Startup.objects.of(user))

    def live(self) -> "FundingRequestQuerySet":
        return self.filter(state__in=[RequestState.DRAFT, RequestState.SUBMITTED, RequestState.CORRECTION])

    def to_decide(self) -> "FundingRequestQuerySet":
        return self.filter(state=RequestState.SUBMITTED)

    def with_card(self) -> "FundingRequestQuerySet":
        return self.select_related("instrument", "startup")

    def locked(self) -> "FundingRequestQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class FundingRequest(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="requests", verbose_name=_("funding instrument")
    )
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    state = models.CharField(_("state"), max_length=20, choices=RequestState.choices, default=RequestState.DRAFT)
    purpose = models.TextField(_("what the money is for"), blank=True)
    amount_asked = dirhams(_("amount asked for (MAD)"), default=0)
    own_declared = dirhams(_("own money announced (MAD)"), default=0)
    asked = models.TextField(_("what is to be completed"), blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    created_by = person(_("by"))
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("sent"), null=True, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = person(_("decided by"))

    objects = FundingRequestQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("funding request")
        verbose_name_plural = _("funding requests")
        ordering = ["-created_at", "pk"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="funding_requests_to_decide")]
        constraints = [
            models.UniqueConstraint(
                fields=["instrument", "startup"],
                condition=Q(state__in=["draft", "submitted", "correction_requested"]),
                name="startup_has_one_live_request_of_an_instrument",
            ),
            models.CheckConstraint(
                condition=Q(amount_asked__gte=0, own_declared__gte=0), name="funding_request_asks_for_no_negative_money"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None) | (~Q(state="draft") & Q(submitted_at__isnull=False)),
                name="funding_request_was_sent_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(reason=""), name="refused_funding_request_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} – {self.startup}"

    def get_absolute_url(self) -> str:
        return reverse("services:funding_detail", args=[self.pk])

    @property
    def is_written(self) -> bool:
        """Whether its team still writes it."""
        return self.state in WRITTEN


class CostLine(models.Model):
    request = models.ForeignKey(
        FundingRequest, on_delete=models.CASCADE, related_name="costs", verbose_name=_("funding request")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    label = models.CharField(_("cost"), max_length=160)
    amount = dirhams(_("amount (MAD)"))

    class Meta:
        app_label = "services"
        verbose_name = _("cost")
        verbose_name_plural = _("costs")
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="cost_is_more_than_nothing")]

    def __str__(self) -> str:
        return self.label


class Piece(models.Model):
    """A file of the request: the answer to a paper asked for, or one more. The file itself lies in `documents`."""

    request = models.ForeignKey(
        FundingRequest, on_delete=models.CASCADE, related_name="pieces", verbose_name=_("funding request")
    )
    paper = models.ForeignKey(
        Paper, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("paper asked for")
    )
    document = models.UUIDField()
    name = models.CharField(_("name"), max_length=150)
    by = person(_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        app_label = "services"
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "document"], name="file_stands_once_in_a_funding_request")
        ]

    def __str__(self) -> str:
        return self.name


class ContributionQuerySet(models.QuerySet["Contribution"]):
    def verified(self) -> "ContributionQuerySet":
        return self.filter(state=ContributionState.VERIFIED)

    def in_all(self) -> Decimal:
        return self.aggregate(total=models.Sum("amount", default=Decimal(0)))["total"]


class Contribution(models.Model):
    """Own money: declared by the team with a proof, verified by staff, or declined with a reason; declined, it does not count."""

    request = models.ForeignKey(
        FundingRequest, on_delete=models.CASCADE, related_name="contributions", verbose_name=_("funding request")
    )
    label = models.CharField(_("what"), max_length=160)
    amount = dirhams(_("amount (MAD)"))
    document = models.UUIDField()
    state = models.CharField(
        _("state"), max_length=8, choices=ContributionState.choices, default=ContributionState.DECLARED
    )
    declared_by = person(_("by"))
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)
    verified_by = person(_("verified by"))
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    reason = models.CharField(_("why it does not count"), max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("own contribution")
        verbose_name_plural = _("own contributions")
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="own_contribution_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(state__in=["declared", "declined"], verified_at=None)
                | Q(state="verified", verified_at__isnull=False),
                name="own_contribution_was_verified_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="own_contribution_is_declined_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.label

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.bookings.models import Booking
from services.calendar.models import Absence, Provider
from services.catalogue.states import Place
from services.rescue.states import AnswerState, Way


class RescueQuerySet(models.QuerySet["Rescue"]):
    def visible_to(self, user: Any) -> "RescueQuerySet":
        """Staff see all, a coach what her own absences brought about."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(absence__provider__person=user) if user.is_authenticated else self.none()

    def with_card(self) -> "RescueQuerySet":
        return self.select_related("absence__provider__person", "absence__resource", "absence__site", "opened_by")

    def locked(self) -> "RescueQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Rescue(models.Model):
    """An absence that hits meetings, with an answer to each of them (product.md 2, item 8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absence = models.OneToOneField(
        Absence, on_delete=models.CASCADE, related_name="rescue", verbose_name=_("absence"), editable=False
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    opened_at = models.DateTimeField(_("opened"), default=timezone.now, editable=False)

    objects = RescueQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("rescue of meetings")
        verbose_name_plural = _("rescues of meetings")
        ordering = ["-opened_at", "pk"]

    def __str__(self) -> str:
        return str(self.absence)

    def get_absolute_url(self) -> str:
        return reverse("services:rescue_detail", args=[self.pk])


class RescueAnswerQuerySet(models.QuerySet["RescueAnswer"]):
    def visible_to(self, user: Any) -> "RescueAnswerQuerySet":
        """The links of the letters open them (`links`); here only staff look."""
        return self if getattr(user, "is_staff", False) else self.none()

    def open(self) -> "RescueAnswerQuerySet":
        """The startup has not said yet."""
        return self.filter(state=AnswerState.PROPOSED)

    def held_by(self, provider: Provider, starts_at: datetime, ends_at: datetime) -> "RescueAnswerQuerySet":
        """Proposals that keep this person's time for somebody else's meeting."""
        within = Q(booking__starts_at__lt=ends_at, booking__ends_at__gt=starts_at)
        return self.open().filter(within, substitute=provider)

    def with_card(self) -> "RescueAnswerQuerySet":
        absence = [f"rescue__absence__{one}" for one in ("provider__person", "resource", "site")]
        booking = ("booking__service", "booking__startup", "booking__provider__person", "booking__site")
        return self.select_related(*booking, "substitute__person", *absence)

    def locked(self) -> "RescueAnswerQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class RescueAnswer(models.Model):
    """What becomes of one meeting. While it is proposed, the hour of `substitute` is kept for it (`calendar.Engagement`).

    `asked` counts the proposals made; `tried` who was proposed before and could not come after all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rescue = models.ForeignKey(Rescue, on_delete=models.CASCADE, related_name="answers")
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="+", verbose_name=_("meeting"))
    way = models.CharField(_("answer"), max_length=10, choices=Way.choices)
    state = models.CharField(_("state"), max_length=9, choices=AnswerState.choices, editable=False)
    substitute = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute")
    )
    place = models.CharField(_("way"), max_length=7, choices=Place.choices, blank=True)
    asked = models.PositiveSmallIntegerField(default=1, editable=False)
    tried = ArrayField(models.BigIntegerField(), default=list, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    warned_at = models.DateTimeField(_("supervisor told"), null=True, blank=True, editable=False)

    objects = RescueAnswerQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("answer to an absence")
        verbose_name_plural = _("answers to absences")
        ordering = ["booking__starts_at", "pk"]
        indexes = [models.Index(fields=["state", "booking"], name="rescue_answer_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(state="proposed"), name="meeting_has_one_open_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(way="substitute") | Q(substitute__isnull=False), name="substitute_is_named"
            ),
        ]

    def __str__(self) -> str:
        return str(self.booking)

    def get_absolute_url(self) -> str:
        return self.rescue.get_absolute_url()

    @property
    def is_open(self) -> bool:
        return self.state == AnswerState.PROPOSED

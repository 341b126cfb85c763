import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce, Extract
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.places.models import Int8Range, TsTzRange, Use
from incubator.moments import instant
from programs.partners.models import Site
from services.calendar.states import ProviderKind, ProviderState
from services.catalogue.models import Service


class ProviderQuerySet(models.QuerySet["Provider"]):
    def visible_to(self, user: Any) -> "ProviderQuerySet":
        """Staff see all; a person her own page, and everybody signed in whoever receives startups today."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(Q(person=user) | Q(state=ProviderState.ACTIVE)) if user.is_authenticated else self.none()

    def receiving(self) -> "ProviderQuerySet":
        return self.filter(state=ProviderState.ACTIVE)

    def giving(self, service: Service) -> "ProviderQuerySet":
        return self.receiving().filter(services=service)

    def without_hours(self, today: date | None = None) -> "ProviderQuerySet":
        """Nobody can book them: no weekly hours in force, no single day to come."""
        today = today or timezone.localdate()
        hours: Any = self.model._meta.get_field("hours").related_model
        rows = hours.objects.filter(provider=OuterRef("pk"))
        coming = Q(day__gte=today) | Q(day=None) & (Q(until=None) | Q(until__gte=today))
        return self.exclude(Exists(rows.filter(coming)))

    def with_month(self, day: date) -> "ProviderQuerySet":
        """`minutes_this_month`: of meetings that stand, in the month of that day."""
        first = instant(day.replace(day=1), time())
        last = instant((day.replace(day=28) + timedelta(days=5)).replace(day=1), time())
        rows = Engagement.objects.live().filter(provider=OuterRef("pk"), blocked_from__gte=first, blocked_from__lt=last)
        seconds = Extract(Sum(F("blocked_to") - F("blocked_from")), "epoch")
        used = rows.order_by().values("provider").annotate(used=seconds).values("used")
        minutes = Cast(Coalesce(Subquery(used), 0.0) / 60, models.IntegerField())
        return self.annotate(minutes_this_month=minutes)

    def due_to_read(self, before: datetime) -> "ProviderQuerySet":
        """Whose own calendar was not read since, longest ago first."""
        rows = self.exclude(state=ProviderState.LEFT).exclude(busy_url="")
        due = rows.filter(Q(busy_checked_at=None) | Q(busy_checked_at__lt=before))
        return due.order_by(F("busy_checked_at").asc(nulls_first=True), "pk")

    def locked(self) -> "ProviderQuerySet":
        """In the order of ids, so that two who want the same two never wait for each other (booking.md 1, case 12)."""
        return self.order_by("pk").select_for_update(no_key=True, of=("self",))


class Provider(models.Model):
    """A person who receives startups: coach, mentor, expert, technician. `monthly_minutes`: how much at most, none without limit."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ProviderKind.choices, default=ProviderKind.COACH)
    state = models.CharField(_("state"), max_length=7, choices=ProviderState.choices, default=ProviderState.INVITED)
    about = models.TextField(_("about"), max_length=1000, blank=True)
    skills = ArrayField(models.CharField(max_length=60), verbose_name=_("skills"), default=list, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    sites = models.ManyToManyField(Site, related_name="+", verbose_name=_("sites"), blank=True)
    services = models.ManyToManyField(Service, related_name="+", verbose_name=_("services"), blank=True)
    zone = models.CharField(_("time zone"), max_length=60, default=settings.TIME_ZONE)
    monthly_minutes = models.PositiveIntegerField(_("at most a month (minutes)"), null=True, blank=True)
    video_url = models.CharField(_("room for video meetings"), max_length=500, blank=True)
    busy_url = models.CharField(_("address of the own calendar"), max_length=500, blank=True)
    busy_checked_at = models.DateTimeField(_("own calendar read"), null=True, blank=True, editable=False)
    busy_error = models.CharField(_("why it could not be read"), max_length=200, blank=True, editable=False)
    feed_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("coach or expert")
        verbose_name_plural = _("coaches and experts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("admin:services_provider_change", args=[self.pk])

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class Engagement(Use):
    """A provider is taken, as rooms are in `events.places`."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="engagements")

    class Meta:
        app_label = "services"
        verbose_name = _("time taken")
        verbose_name_plural = _("times taken")
        ordering = ["blocked_from", "pk"]
        indexes = [models.Index(fields=["kind_of_thing", "key_of_thing"], name="engagement_about")]
        constraints = [
            models.CheckConstraint(
                condition=Q(blocked_from__lt=F("blocked_to")), name="engagement_ends_after_it_starts"
            ),
            ExclusionConstraint(
                name="provider_is_in_one_place_at_a_time",
                expressions=[
                    (Int8Range("provider_id", "provider_id", Value("[]")), RangeOperators.OVERLAPS),
                    (TsTzRange("blocked_from", "blocked_to", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_live=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.title}"

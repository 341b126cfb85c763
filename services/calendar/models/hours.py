from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from events.places.models import Resource
from programs.partners.models import Site
from services.calendar.models.provider import Provider
from services.calendar.states import AbsenceState, Origin, Season


class HoursQuerySet(models.QuerySet["Hours"]):
    def visible_to(self, user: Any) -> "HoursQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(provider__person=user) if user.is_authenticated else self.none()

    def of(self, people: Iterable[Provider], resources: Iterable[Resource]) -> "HoursQuerySet":
        return self.filter(Q(provider__in=[p.pk for p in people]) | Q(resource__in=[r.pk for r in resources]))

    def between(self, first: date, last: date) -> "HoursQuerySet":
        """Weekly hours in force on one of these days, and the single days among them."""
        begun = Q(since=None) | Q(since__lte=last)
        weekly = Q(day=None) & begun & (Q(until=None) | Q(until__gte=first))
        return self.filter(weekly | Q(day__range=(first, last)))


class Hours(models.Model):
    """From when to when somebody receives (or a machine may be used): each week on one weekday, or on one single day.

    Wall times in the provider's own zone; for a resource, in that of Casablanca. `site` empty: by video only.
    """

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, null=True, blank=True, related_name="hours")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("weekday"), null=True, blank=True)
    day = models.DateField(_("on one day only"), null=True, blank=True)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("site")
    )
    by_video = models.BooleanField(_("by video too"), default=True)
    season = models.CharField(_("season"), max_length=8, choices=Season.choices, default=Season.ALWAYS)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        ordering = ["day", "weekday", "starts", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="hours_end_after_they_start"),
            models.CheckConstraint(
                condition=Q(provider=None, resource__isnull=False) | Q(provider__isnull=False, resource=None),
                name="hours_are_of_a_person_or_of_a_resource",
            ),
            models.CheckConstraint(
                condition=Q(day=None, weekday__isnull=False, weekday__gte=0, weekday__lte=6)
                | Q(day__isnull=False, weekday=None),
                name="hours_are_weekly_or_of_one_day",
            ),
            models.CheckConstraint(
                condition=Q(resource__isnull=False) | Q(site__isnull=False) | Q(by_video=True),
                name="hours_say_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    @property
    def weekday_name(self) -> str:
        return "" if self.weekday is None else str(WEEKDAYS[self.weekday])

    @property
    def owner(self) -> tuple[str, int]:
        return ("provider", self.provider_id) if self.provider_id else ("resource", self.resource_id or 0)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: Any) -> "AbsenceQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(provider__person=user) if user.is_authenticated else self.none()

    def standing(self) -> "AbsenceQuerySet":
        return self.exclude(state=AbsenceState.WITHDRAWN)

    def within(self, first: Any, last: Any) -> "AbsenceQuerySet":
        return self.filter(starts_at__lt=last, ends_at__gt=first)

    def locked(self) -> "AbsenceQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Absence(models.Model):
    """A provider is away, a resource out of use, a site or the whole house closed, between two instants.

    Processed when each meeting it hits has an answer.
    """

    provider = models.ForeignKey(
        Provider, on_delete=models.CASCADE, null=True, blank=True, related_name="absences", verbose_name=_("who")
    )
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("resource")
    )
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("closed site")
    )
    is_everywhere = models.BooleanField(_("closed everywhere"), default=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(_("reason (for staff)"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=AbsenceState.choices, default=AbsenceState.DECLARED, editable=False
    )
    declared_at = models.DateTimeField(_("declared"), default=timezone.now, editable=False)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        app_label = "services"
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="absence_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(provider__isnull=False, resource=None, site=None, is_everywhere=False)
                | Q(provider=None, resource__isnull=False, site=None, is_everywhere=False)
                | Q(provider=None, resource=None, site__isnull=False, is_everywhere=False)
                | Q(provider=None, resource=None, site=None, is_everywhere=True),
                name="absence_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.provider or self.resource or self.site or _("The incubator"))

    @property
    def is_closure(self) -> bool:
        return self.is_everywhere or self.site_id is not None


class Busy(models.Model):
    """A time of the provider's own calendar: nothing of it is kept but when."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    origin = models.CharField(_("source"), max_length=4, choices=Origin.choices)

    class Meta:
        app_label = "services"
        verbose_name = _("busy time")
        verbose_name_plural = _("busy times")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["provider", "starts_at"], name="busy_of_provider")]
        constraints = [
            models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="busy_ends_after_it_starts")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

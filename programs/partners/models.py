from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.partners.states import CohortState, HolidayKind, PartnerKind, ProgrammeKind, ProgrammeState
from startups.states import Region


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, user: Any) -> "PartnerQuerySet":
        return self if getattr(user, "is_staff", False) else self.current()

    def current(self) -> "PartnerQuerySet":
        today = timezone.localdate()
        return self.filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today))


class Partner(models.Model):
    """An organisation with an agreement."""

    organisation = models.ForeignKey(
        "startups.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    code = models.SlugField(_("code"), max_length=30, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=PartnerKind.choices, default=PartnerKind.HOST)
    since = models.DateField(_("agreement since"), default=timezone.localdate)
    until = models.DateField(_("agreement until"), null=True, blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.organisation.name


class MandateQuerySet(models.QuerySet["Mandate"]):
    def visible_to(self, user: Any) -> "MandateQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(person=user) if user.is_authenticated else self.none()

    def live(self, on: date | None = None) -> "MandateQuerySet":
        today = on or timezone.localdate()
        return self.filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today))


class Mandate(models.Model):
    """A person reads for a partner, between two dates."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="mandates", verbose_name=_("partner"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")

    def __str__(self) -> str:
        return f"{self.person} ({self.partner})"


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        return self if getattr(user, "is_staff", False) else self.filter(state=ProgrammeState.ACTIVE)

    def locked(self) -> "ProgrammeQuerySet":
        return self.select_for_update(no_key=True)


class Programme(models.Model):
    """A lasting offer of one or several partners."""

    name = Words()
    summary = Words()

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    summary_fr = models.TextField(_("summary (French)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    summary_ar = models.TextField(_("summary (Arabic)"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.INCUBATION)
    state = models.CharField(_("state"), max_length=8, choices=ProgrammeState.choices, default=ProgrammeState.DRAFT)
    months = models.PositiveSmallIntegerField(_("length (months)"), default=12)
    renewable_months = models.PositiveSmallIntegerField(_("renewable by (months)"), default=0)
    phases = models.JSONField(
        _("phases"),
        default=list,
        blank=True,
        help_text=_('A list of {"name": {"fr": …}, "when": {"fr": …}, "text": {"fr": …}}.'),
    )
    partners = models.ManyToManyField(Partner, related_name="programmes", verbose_name=_("partners"), blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class CohortQuerySet(models.QuerySet["Cohort"]):
    def visible_to(self, user: Any) -> "CohortQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def with_card(self) -> "CohortQuerySet":
        return self.select_related("programme")

    def locked(self) -> "CohortQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Cohort(models.Model):
    """Startups admitted together. `seats_taken` is moved only by one conditional UPDATE (programs.cohorts.actions)."""

    name = Words()

    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="cohorts", verbose_name=_("programme")
    )
    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("places"), default=10)
    seats_taken = models.PositiveSmallIntegerField(_("places taken"), default=0, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=CohortState.choices, default=CohortState.PLANNED)

    objects = CohortQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(seats_taken__lte=F("places")), name="cohort_is_not_oversold"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(starts_on__lt=F("ends_on")),
                name="cohort_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme.name} – {self.name}"


class SiteQuerySet(models.QuerySet["Site"]):
    def visible_to(self, user: Any) -> "SiteQuerySet":
        """Where the house is, is no secret."""
        return self

    def open(self) -> "SiteQuerySet":
        return self.filter(is_open=True)


class Site(models.Model):
    """A location of a park: rooms, machines and people are there."""

    name = Words()

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    partner = models.ForeignKey(
        Partner, on_delete=models.SET_NULL, null=True, blank=True, related_name="sites", verbose_name=_("host")
    )
    region = models.CharField(_("region"), max_length=5, choices=Region.choices, blank=True)
    city = models.CharField(_("city"), max_length=80)
    address = models.CharField(_("address"), max_length=200, blank=True)
    map_url = models.CharField(_("address on a map"), max_length=300, blank=True)
    is_open = models.BooleanField(_("open"), default=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def visible_to(self, user: Any) -> "HolidayQuerySet":
        return self


class Holiday(models.Model):
    """What staff know better than the library: a day added, or a day that the library closes and the house does not.

    A feast that moved is one day cancelled and another added. Without a site it holds everywhere.
    """

    name = Words()

    day = models.DateField(_("day"))
    kind = models.CharField(_("kind"), max_length=9, choices=HolidayKind.choices, default=HolidayKind.ADDED)
    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, null=True, blank=True, related_name="holidays", verbose_name=_("only at")
    )
    name_fr = models.CharField(_("name (French)"), max_length=120, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("holiday or closing day")
        verbose_name_plural = _("holidays and closing days")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["day", "site"], nulls_distinct=False, name="day_is_closed_once_at_a_site")
        ]

    def __str__(self) -> str:
        return self.name or f"{self.day:%Y-%m-%d}"

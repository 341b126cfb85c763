"""Figures collected once: a period of a cohort, a statement of each startup, a value for each figure.

A value that is not reported is a row that says so; a figure nobody has answered has no row. Neither is ever zero.
"""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.words import Words
from programs.cohorts.models import Enrolment
from programs.partners.models import Cohort
from programs.statements.measures import CODES
from programs.statements.states import WRITABLE, Currency, Evidence, PeriodState, StatementState
from startups.models import Startup

#: So long a late statement is asked for, once a week; then staff call.
REMINDED = timedelta(weeks=3)


class PeriodQuerySet(models.QuerySet["Period"]):
    def visible_to(self, user: Any) -> "PeriodQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "PeriodQuerySet":
        return self.select_for_update(no_key=True, of=("self",))


class Period(models.Model):
    """From the first to the last day, both included, in civil days of Casablanca (rule 4 of the indicators)."""

    title = Words()

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+", verbose_name=_("cohort"))
    title_fr = models.CharField(_("title (French)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=120, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    due_on = models.DateField(_("to be declared by"))
    state = models.CharField(
        _("state"), max_length=7, choices=PeriodState.choices, default=PeriodState.PLANNED, editable=False
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ["-last_day", "cohort"]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="period_ends_after_it_starts"),
            models.CheckConstraint(condition=Q(last_day__lt=F("due_on")), name="period_is_over_when_it_is_declared"),
            models.UniqueConstraint(fields=["cohort", "first_day", "last_day"], name="period_of_a_cohort_is_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state == PeriodState.OPEN


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user: Any) -> "StatementQuerySet":
        if getattr(user, "is_staff", False):
            return self
        return self.filter(startup__in=Startup.objects.of(user)) if user.is_authenticated else self.none()

    def waiting(self) -> "StatementQuerySet":
        """The startup has still to declare."""
        return self.filter(state__in=WRITABLE, period__state=PeriodState.OPEN)

    def late(self, today: date | None = None) -> "StatementQuerySet":
        return self.waiting().filter(period__due_on__lt=today or timezone.localdate())

    def to_call(self, today: date | None = None) -> "StatementQuerySet":
        """So late that every reminder was sent: now staff call."""
        return self.waiting().filter(period__due_on__lt=(today or timezone.localdate()) - REMINDED)

    def submitted(self) -> "StatementQuerySet":
        return self.filter(state=StatementState.SUBMITTED)

    def reported(self) -> "StatementQuerySet":
        """What counts in figures: declared or verified."""
        return self.filter(state__in=[StatementState.SUBMITTED, StatementState.VERIFIED])

    def locked(self) -> "StatementQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "StatementQuerySet":
        return self.select_related("period__cohort__programme", "startup")


class Statement(models.Model):
    """What one startup declares of a period. `currency` and `rate` hold for its amounts: 1 unit = `rate` MAD on `rate_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="statements", verbose_name=_("period"))
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="statements", verbose_name=_("participation")
    )
    startup = models.ForeignKey(Startup, on_delete=models.PROTECT, related_name="+", verbose_name=_("startup"))
    state = models.CharField(
        _("state"), max_length=9, choices=StatementState.choices, default=StatementState.OPEN, editable=False
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, default=Currency.MAD)
    rate = models.DecimalField(_("rate (MAD for one unit)"), max_digits=12, decimal_places=6, default=Decimal(1))
    rate_on = models.DateField(_("day of the rate"), null=True, blank=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    revision = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(_("declared"), null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    reason = models.CharField(_("what is to be completed"), max_length=500, blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        app_label = "programs"
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["-period__last_day", "startup"]
        indexes = [models.Index(fields=["startup", "state"], name="statement_of_startup")]
        constraints = [
            models.UniqueConstraint(fields=["period", "enrolment"], name="startup_declares_a_period_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_is_more_than_nothing"),
            models.CheckConstraint(
                condition=Q(currency="MAD", rate=1) | (~Q(currency="MAD") & Q(rate_on__isnull=False)),
                name="other_currency_keeps_rate_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.startup.name} – {self.period.title}"

    def get_absolute_url(self) -> str:
        return reverse("programs:statement_detail", args=[self.pk])

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE and self.period.is_open

    @property
    def is_late(self) -> bool:
        return self.is_writable and timezone.localdate() > self.period.due_on


class Value(models.Model):
    """One figure of a statement. `number` is as typed, `in_mad` an amount at the rate of its statement; empty: not reported."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="values")
    measure = models.CharField(_("figure"), max_length=12, choices=CODES)
    number = models.DecimalField(_("value"), max_digits=16, decimal_places=2, null=True, blank=True)
    in_mad = models.DecimalField(_("in MAD"), max_digits=18, decimal_places=2, null=True, blank=True)
    method = models.CharField(_("method"), max_length=500, blank=True)
    evidence = models.CharField(_("how it is known"), max_length=9, choices=Evidence.choices, blank=True)

    class Meta:
        app_label = "programs"
        verbose_name = _("declared figure")
        verbose_name_plural = _("declared figures")
        constraints = [
            models.UniqueConstraint(fields=["statement", "measure"], name="figure_is_declared_once"),
            models.CheckConstraint(condition=Q(number=None) | Q(number__gte=0), name="figure_is_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.number}"

    @property
    def is_reported(self) -> bool:
        return self.number is not None

"""What was agreed with a partner: its convention with targets, and when a report is made."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.reports.snapshots.states import Rule, ScheduleState
from incubator.words import Words
from programs.partners.models import Cohort, Mandate, Partner, Programme


class ConventionQuerySet(models.QuerySet["Convention"]):
    def visible_to(self, user: Any) -> "ConventionQuerySet":
        if getattr(user, "is_staff", False):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(partner__in=Mandate.objects.live().filter(person=user).values("partner"))

    def current(self) -> "ConventionQuerySet":
        today = timezone.localdate()
        return self.filter(since__lte=today).filter(Q(until=None) | Q(until__gte=today))

    def locked(self) -> "ConventionQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def with_card(self) -> "ConventionQuerySet":
        return self.select_related("partner__organisation")


class Convention(models.Model):
    """What a partner pays for and may read: programmes between two dates, by names or as figures only. Persons who read for the partner hold a Mandate."""

    title = Words()

    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+", verbose_name=_("partner"))
    title_fr = models.CharField(_("title (French)"), max_length=120)
    title_en = models.CharField(_("title (English)"), max_length=120, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=120, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="+", verbose_name=_("programmes"))
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    may_see_names = models.BooleanField(
        _("may see names"),
        default=False,
        help_text=_("Otherwise a startup is named only where it agreed to be shared with this partner."),
    )
    keeps_small_cells = models.BooleanField(
        _("sees figures of fewer than three startups"), default=False, help_text=_("Only when the agreement says so.")
    )
    is_open = models.BooleanField(
        _("its figures are open data"),
        default=False,
        help_text=_("Anybody may then read the published figures, without small groups, as open data."),
    )

    objects = ConventionQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = _("convention")
        verbose_name_plural = _("conventions")
        ordering = ["partner__code", "-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(since__lte=F("until")), name="convention_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Target(models.Model):
    """What the convention promises of one indicator (I01…I20) by a day; the unit is the indicator's."""

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="targets", verbose_name=_("convention")
    )
    code = models.CharField(_("indicator"), max_length=3)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    value = models.DecimalField(_("target"), max_digits=16, decimal_places=2)

    class Meta:
        app_label = "reports"
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["code", "first_day"]
        constraints = [
            models.UniqueConstraint(fields=["convention", "code", "first_day"], name="target_is_set_once"),
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="target_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value:.0f}"


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def visible_to(self, user: Any) -> "ScheduleQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "ScheduleQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def active(self) -> "ScheduleQuerySet":
        return self.filter(state=ScheduleState.ACTIVE)

    def due(self) -> "ScheduleQuerySet":
        """Its day has come; what waits for a freeze looks at every round, unless it stumbled today."""
        waits = Q(rule=Rule.FREEZE, next_on=None)
        return self.active().filter(waits | Q(next_on__lte=timezone.localdate()))

    def stumbling(self) -> "ScheduleQuerySet":
        return self.active().filter(failures__gt=0)

    def with_card(self) -> "ScheduleQuerySet":
        return self.select_related("convention", "cohort__programme", "owner")


class Schedule(models.Model):
    """Reports by rule. `cohort` narrows a schedule to one; `next_on` is the day on which the next one is made, reckoned from
    `on_day`; a schedule by freeze looks at what was frozen since `last_run_at`, and `next_on` is when it tries again.
    """

    convention = models.ForeignKey(
        Convention, on_delete=models.CASCADE, related_name="schedules", verbose_name=_("convention")
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only the cohort")
    )
    rule = models.CharField(_("when"), max_length=9, choices=Rule.choices, default=Rule.QUARTERLY)
    state = models.CharField(
        _("state"), max_length=6, choices=ScheduleState.choices, default=ScheduleState.ACTIVE, editable=False
    )
    on_day = models.PositiveSmallIntegerField(
        _("on which day of the month"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("A month that is too short ends sooner; a closed day moves it to the next working day."),
    )
    next_on = models.DateField(_("next on"), null=True, blank=True, editable=False)
    last_run_at = models.DateTimeField(_("last run"), default=timezone.now, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("in whose name"),
        help_text=_("The rights of this person are checked again at each run."),
    )
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    last_error = models.CharField(_("last error"), max_length=300, blank=True, editable=False)

    objects = ScheduleQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = _("report schedule")
        verbose_name_plural = _("report schedules")
        ordering = ["next_on", "pk"]

    def __str__(self) -> str:
        return f"{self.convention} – {self.get_rule_display()}"

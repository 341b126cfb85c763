"""What a partner is told, and when: its convention with targets, the schedule, the reports as frozen snapshots, its questions."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator.reports.snapshots.states import PUBLIC_STATES, ReportState, Rule, ScheduleState
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
        return f"{self.code} {self.value}"


class ScheduleQuerySet(models.QuerySet["Schedule"]):
    def visible_to(self, user: Any) -> "ScheduleQuerySet":
        return self if getattr(user, "is_staff", False) else self.none()

    def locked(self) -> "ScheduleQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def active(self) -> "ScheduleQuerySet":
        return self.filter(state=ScheduleState.ACTIVE)


class Schedule(models.Model):
    """Reports by rule. `cohort` narrows a schedule to one; `next_on` is the day on which the next one is made."""

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
    next_on = models.DateField(_("next on"), null=True, blank=True)
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


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Staff see all; a reader with a live mandate what was published to her partner. Out of sight: 404."""
        if getattr(user, "is_staff", False):
            return self
        return self.filter(state__in=PUBLIC_STATES, convention__in=Convention.objects.visible_to(user))

    def locked(self) -> "ReportQuerySet":
        return self.select_for_update(no_key=True, of=("self",))

    def published(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.PUBLISHED)

    def to_make(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.GENERATING)

    def to_review(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.DRAFT)

    def with_card(self) -> "ReportQuerySet":
        return self.select_related("convention__partner__organisation", "cohort__programme").defer("payload")


class Report(models.Model):
    """One snapshot of the figures of a period. `payload` (snapshots.shapes.Snapshot) never changes once published; a
    correction is the next `version` of the same period. `digest`: SHA-256 of the canonical payload.
    """

    comment = Words()
    reason = Words()

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    convention = models.ForeignKey(
        Convention, on_delete=models.PROTECT, related_name="reports", verbose_name=_("convention")
    )
    cohort = models.ForeignKey(
        Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("only the cohort")
    )
    schedule = models.ForeignKey(
        Schedule, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports", editable=False
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.GENERATING, editable=False
    )
    payload = models.JSONField(null=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    steps_done = models.PositiveSmallIntegerField(default=0, editable=False)
    steps = models.PositiveSmallIntegerField(default=0, editable=False)
    error = models.CharField(_("error"), max_length=300, blank=True, editable=False)
    comment_fr = models.TextField(_("comment (French)"), max_length=3000, blank=True)
    comment_en = models.TextField(_("comment (English)"), max_length=3000, blank=True)
    comment_ar = models.TextField(_("comment (Arabic)"), max_length=3000, blank=True)
    reason_fr = models.CharField(_("what was corrected (French)"), max_length=500, blank=True)
    reason_en = models.CharField(_("what was corrected (English)"), max_length=500, blank=True)
    reason_ar = models.CharField(_("what was corrected (Arabic)"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    drawn_at = models.DateTimeField(_("figures drawn"), null=True, blank=True, editable=False)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-last_day", "-version"]
        indexes = [models.Index(fields=["convention", "-last_day"], name="report_of_convention")]
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="report_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["convention", "cohort", "first_day", "last_day", "version"],
                nulls_distinct=False,
                name="report_version_is_once",
            ),
            models.UniqueConstraint(
                fields=["convention", "cohort", "first_day", "last_day"],
                condition=Q(state="published"),
                nulls_distinct=False,
                name="one_version_of_a_report_holds",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["draft", "reviewed", "published", "superseded"])
                | (Q(payload__isnull=False) & ~Q(digest="")),
                name="finished_report_has_its_figures",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convention.title}, {self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.pk])


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: Any) -> "QuestionQuerySet":
        return self.filter(report__in=Report.objects.visible_to(user))

    def open(self) -> "QuestionQuerySet":
        return self.filter(answered_at=None)


class Question(models.Model):
    """What a reader asks about a report, or one of its figures, and what staff answered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="questions", verbose_name=_("report"))
    code = models.CharField(_("figure"), max_length=3, blank=True)
    text = models.TextField(_("question"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = _("question of a partner")
        verbose_name_plural = _("questions of partners")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.text[:60]

"""The reports as frozen snapshots with their versions, and the questions of their readers."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incubator import spoken
from incubator.reports.snapshots.models.agreed import Convention, Schedule
from incubator.reports.snapshots.states import PUBLIC_STATES, ReportState
from incubator.words import Words
from programs.partners.models import Cohort


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

    def drawn(self) -> "ReportQuerySet":
        """Their figures are all there; while one is being made only some are."""
        return self.exclude(digest="")

    def to_make(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.GENERATING)

    def to_review(self) -> "ReportQuerySet":
        return self.filter(state__in=[ReportState.DRAFT, ReportState.REVIEWED])

    def failed(self) -> "ReportQuerySet":
        return self.filter(state=ReportState.FAILED)

    def of_period(self, convention: int, cohort: int | None, first_day: date, last_day: date) -> "ReportQuerySet":
        """All versions of it."""
        return self.filter(convention=convention, cohort=cohort, first_day=first_day, last_day=last_day)

    def with_card(self) -> "ReportQuerySet":
        return self.select_related("convention__partner__organisation", "cohort__programme").defer("payload")

    def with_terms(self) -> "ReportQuerySet":
        """What its page says beside the figures: what was agreed, with whom. The figures are read apart."""
        return self.select_related("convention__partner").defer("payload")

    def beside(self, report: "Report", user: Any) -> "ReportQuerySet":
        """Those of the same convention, for somebody who reads this one: whoever sees one that is published sees all that are."""
        rows = self.filter(convention=report.convention_id)
        return rows if getattr(user, "is_staff", False) else rows.filter(state__in=PUBLIC_STATES)


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
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("reviewed by")
    )
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
        return f"{self.convention.title}, {spoken.day(self.first_day)} – {spoken.day(self.last_day)}"

    def get_absolute_url(self) -> str:
        return reverse("reports:report_detail", args=[self.pk])

    @property
    def is_drawn(self) -> bool:
        return bool(self.digest)


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
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        app_label = "reports"
        verbose_name = _("question of a partner")
        verbose_name_plural = _("questions of partners")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.text[:60]
